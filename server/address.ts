import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * Gives a function that says from where a request comes, for limits alone: the address that the outermost of
 * so many trusted proxies saw. What is in `X-Forwarded-For` beyond those is anybody's word, and is not read; nor
 * is any other header. Of an IPv6 address it is the network (/64), which is what one subscriber gets.
 */
export function addressReader(trustProxy: number) {
  /** Read when a request comes: once its connection is gone, nobody knows any more. */
  const known = new WeakMap<object, string>();

  return (request: Pick<IncomingMessage, 'socket' | 'headers'>): string => {
    const address = known.get(request) ?? read(request);
    known.set(request, address);
    return address;
  };

  function read({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): string {
    const said = String(headers['x-forwarded-for'] ?? '').split(',');
    const nearestFirst = [socket.remoteAddress ?? '', ...said.reverse().map((one) => one.trim())];
    const trusted = nearestFirst.slice(0, trustProxy + 1);
    // What is no address was put there by nobody we trust: up to it, the word of our own proxies counts.
    const end = trusted.findIndex((one) => isIP(one) === 0);
    return networkOf(trusted[(end === -1 ? trusted.length : Math.max(end, 1)) - 1] ?? '');
  }
}

function networkOf(address: string): string {
  const inV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (inV4 || isIP(address) !== 6) return inV4 ?? address;
  const [front = '', back] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const parts = front === '' ? [] : front.split(':');
  const rest = back ? back.split(':').length : 0;
  const whole = back === undefined ? parts : [...parts, ...Array<string>(8 - parts.length - rest).fill('0')];
  const network = [...whole, ...(back ? back.split(':') : [])].slice(0, 4);
  return `${network.map((part) => part.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
