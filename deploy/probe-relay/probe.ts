import { isIPv6 } from 'node:net';
import { forbiddenAddresses } from './forbidden';
import type { Place } from './road';
import type { Peer } from './stun';
import { type Credentials, credentialsFor, openTurnClient, type TurnClient } from './turn-client';

export interface Finding {
  what: string;
  isGood: boolean;
}

/** What no single credential needs more of (`user-quota` in turnserver.conf). */
const relaysOfOne = 16;
const goodForSeconds = 120;

/** Tries at a relay what nobody may. Rejects when it does not answer. */
export async function probeRelay(place: Place, secret: string): Promise<Finding[]> {
  const fresh = () => credentialsFor(secret, goodForSeconds);
  const findings: Finding[] = [];
  const find = (isGood: boolean, what: string) => void findings.push({ what, isGood });

  const entry = (credentials?: Credentials) => refusalOf(place, credentials);
  find((await entry()) !== 0, 'whoever has no credentials is refused');
  find((await entry(credentialsFor(`not ${secret}`, goodForSeconds))) !== 0, 'a wrong secret is refused');
  find((await entry(credentialsFor(secret, -60))) !== 0, 'credentials that have expired are refused');
  find(!(await relaysTcp(place, fresh())), 'connections (TCP) are not relayed');
  const most = await countRelays(place, fresh());
  find(
    most <= relaysOfOne,
    `one credential gets ${most > relaysOfOne ? 'more than ' : ''}${relaysOfOne} relays`,
  );

  const [by4, by6] = await Promise.all([relayOf(place, fresh()), relayOf(place, fresh(), 'IPv6')]);
  if (!by4) throw new Error('the relay takes no credentials of this secret');
  find((await by4.client.permit(by4.relayed)) === 0, 'two people at this relay reach each other');
  if (!by6)
    findings.push({ what: 'it has no addresses of IPv6 to give, so none can be reached', isGood: true });
  const roads = by6 ? [by4.client, by6.client] : [by4.client];
  for (const address of [...forbiddenAddresses(), mappedFormOf(by4.relayed)]) {
    const peer = { address: bytesOf(address), port: 80 };
    find(!(await isReached(roads, peer)), `${address} is refused`);
  }
  await Promise.all(roads.map((client) => client.close()));
  return findings;
}

async function refusalOf(place: Place, credentials?: Credentials) {
  const client = await openTurnClient(place, credentials);
  const { refusal } = await client.allocate();
  await client.close();
  return refusal;
}

async function relaysTcp(place: Place, credentials: Credentials): Promise<boolean> {
  // Only ever asked for over a connection (RFC 6062 section 4.1).
  const over = { ...place, by: place.by === 'udp' ? ('tcp' as const) : place.by };
  const client = await openTurnClient(over, credentials).catch(() => undefined);
  if (!client) return false;
  const { refusal } = await client.allocate({ relays: 'tcp' });
  await client.close();
  return refusal === 0;
}

async function countRelays(place: Place, credentials: Credentials): Promise<number> {
  const clients: TurnClient[] = [];
  let granted = 0;
  for (let refusal = 0; refusal === 0 && granted <= relaysOfOne; granted += refusal === 0 ? 1 : 0) {
    const client = await openTurnClient(place, credentials);
    clients.push(client);
    refusal = (await client.allocate()).refusal;
  }
  await Promise.all(clients.map((client) => client.close()));
  return granted;
}

async function relayOf(place: Place, credentials: Credentials, family: 'IPv4' | 'IPv6' = 'IPv4') {
  const client = await openTurnClient(place, credentials);
  const { relayed } = await client.allocate({ family });
  if (relayed) return { client, relayed };
  await client.close();
}

async function isReached(clients: TurnClient[], peer: Peer): Promise<boolean> {
  for (const client of clients)
    if ((await client.permit(peer)) === 0 || (await client.bind(peer)) === 0) return true;
  return false;
}

/** A relay that knows its own address by its plain spelling only, or none of the others, is easily fooled. */
const mappedFormOf = ({ address }: Peer) =>
  `::ffff:${address.toString('hex', 0, 2)}:${address.toString('hex', 2)}`;

function bytesOf(address: string): Buffer {
  if (!isIPv6(address)) return Buffer.from(address.split('.').map(Number));
  const [before = '', after = ''] = address.split('::');
  const words = (part: string) =>
    part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16));
  const [first, last] = [words(before), words(after)];
  const all = [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
  return Buffer.from(all.flatMap((word) => [word >> 8, word & 255]));
}
