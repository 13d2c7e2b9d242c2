import type { IncomingMessage } from 'node:http';
import { dice } from '../test/support/dice';
import { addressReader } from './address';

const asked = (remoteAddress: string | undefined, headers: Record<string, string> = {}) =>
  ({ socket: { remoteAddress }, headers }) as unknown as IncomingMessage;
const said = (text: string) => ({ 'x-forwarded-for': text });

test('without a trusted proxy no header says from where a request comes', () => {
  const addressOf = addressReader(0);
  for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'cf-connecting-ip', 'true-client-ip'])
    expect(addressOf(asked('203.0.113.7', { [header]: '198.51.100.1' }))).toBe('203.0.113.7');
});

test('of so many proxies each one’s word is taken, and nothing beyond it: 0 of 100 spoofs', () => {
  const random = dice(11);
  const made = () => `198.51.${random(256)}.${random(256)}`;
  let fooled = 0;
  for (let turn = 0; turn < 100; turn++) {
    const spoof = Array.from({ length: random(5) }, made).join(', ');
    const real = '203.0.113.7';
    const one = addressReader(1)(asked('10.0.0.2', said([spoof, real].filter(Boolean).join(', '))));
    const two = addressReader(2)(
      asked('10.0.0.2', {
        ...said([spoof, real, '10.0.0.1'].filter(Boolean).join(',')),
        'x-real-ip': made(),
      }),
    );
    if (one !== real || two !== real) fooled += 1;
  }
  expect(fooled).toBe(0);
});

test('what is no address counts as the proxy it came through', () => {
  for (const word of ['unknown', '', 'localhost', '203.0.113.7:443', '<script>', '1.2.3.4.5', ', ,'])
    expect([word, addressReader(1)(asked('10.0.0.2', said(word)))]).toEqual([word, '10.0.0.2']);
  expect(addressReader(2)(asked('10.0.0.2', said('nonsense, 10.0.0.1')))).toBe('10.0.0.1');
});

test('an IPv6 address counts as its network, however it is spelled', () => {
  const addressOf = addressReader(0);
  for (const one of ['2001:db8:0:7::1', '2001:0DB8:0000:0007:aaaa:bbbb:cccc:dddd', '2001:db8:0:7:1::'])
    expect(addressOf(asked(one))).toBe('2001:db8:0:7::/64');
  expect(addressOf(asked('2001:db8:0:8::1'))).toBe('2001:db8:0:8::/64');
  expect(addressOf(asked('::1'))).toBe('0:0:0:0::/64');
  expect(addressOf(asked('fe80::1%eth0'))).toBe('fe80:0:0:0::/64');
  expect(addressOf(asked('::ffff:203.0.113.7'))).toBe('203.0.113.7');
});

test('a request keeps its address when its connection is gone', () => {
  const addressOf = addressReader(0);
  const request = asked('203.0.113.7');
  addressOf(request);
  Object.assign(request.socket, { remoteAddress: undefined });
  expect(addressOf(request)).toBe('203.0.113.7');
});
