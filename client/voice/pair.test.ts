import type { Ice, Signal } from '../../shared/voice';
import { createPair } from './pair';
import type { Peer, PeerNeeds } from './peer';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const offer: Signal = { type: 'offer', sdp: 'v=0' };
const answer: Signal = { type: 'answer', sdp: 'v=0' };
const rebuild: Signal = { type: 'rebuild' };
const track = {} as MediaStreamTrack;
const ice: Ice = { iceServers: [], relayOnly: false };

/** A pair over connections that the test holds in its hand. */
function pairOf(initiates: boolean) {
  const peers: (PeerNeeds & { heard: Signal[]; closed: boolean })[] = [];
  const sent: { epoch: number; signal: Signal }[] = [];
  const mending: boolean[] = [];
  const pair = createPair({
    initiates,
    track: () => track,
    ice: async () => ice,
    open(needs): Peer {
      const peer = { ...needs, heard: [] as Signal[], closed: false };
      peers.push(peer);
      return {
        hear: (signal) => void peer.heard.push(signal),
        speakWith: () => undefined,
        level: () => 0,
        close: () => {
          peer.closed = true;
        },
      };
    },
    send: (epoch, signal) => void sent.push({ epoch, signal }),
    onSound: () => undefined,
    onMending: (now) => void mending.push(now),
  });
  /** The nth connection that was built, from 0. */
  const peer = (at: number) => {
    const built = peers[at];
    if (!built) throw new Error(`no connection ${at}`);
    return built;
  };
  return { pair, peers, peer, sent, mending };
}

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

test('the side that initiates builds at once; the other waits for an offer', async () => {
  const first = pairOf(true);
  const second = pairOf(false);
  await pass(0);
  expect(first.peers).toHaveLength(1);
  expect(first.peer(0).initiates).toBe(true);
  expect(second.peers).toHaveLength(0);
  second.pair.hear(0, offer);
  await pass(0);
  expect(second.peer(0)).toMatchObject({ initiates: false, heard: [offer] });
});

test('what arrives while a connection is being built is heard afterwards, in order', async () => {
  const { pair, peer } = pairOf(true);
  pair.hear(0, answer);
  pair.hear(0, { type: 'renegotiate', renegotiate: true });
  await pass(0);
  expect(peer(0).heard).toEqual([answer, { type: 'renegotiate', renegotiate: true }]);
});

test('a broken pair is built again at once by the side that initiates, in the next epoch', async () => {
  const { peer, peers, sent, mending } = pairOf(true);
  await pass(0);
  peer(0).onConnected();
  peer(0).onBroken();
  await pass(0);
  expect(peers).toHaveLength(2);
  peer(1).send(offer);
  expect(sent).toEqual([{ epoch: 1, signal: offer }]);
  peer(1).onConnected();
  expect(mending).toEqual([false, true, false]);
});

test('the other side asks for it', async () => {
  const { pair, peer, sent } = pairOf(false);
  pair.hear(0, offer);
  await pass(0);
  peer(0).onConnected();
  peer(0).onBroken();
  await pass(0);
  expect(sent).toEqual([{ epoch: 0, signal: rebuild }]);
  pair.hear(1, offer);
  await pass(0);
  expect(peer(1).heard).toEqual([offer]);
});

test('whoever is asked builds anew; asked again for the same epoch, it does not', async () => {
  const { pair, peers } = pairOf(true);
  await pass(0);
  pair.hear(0, rebuild);
  await pass(0);
  expect(peers.map(({ closed }) => closed)).toEqual([true, false]);
  pair.hear(0, rebuild);
  await pass(0);
  expect(peers).toHaveLength(2);
});

test('signals of an older epoch are dropped', async () => {
  const { pair, peer } = pairOf(false);
  pair.hear(2, offer);
  await pass(0);
  pair.hear(1, offer);
  pair.hear(0, answer);
  await pass(0);
  expect(peer(0).heard).toEqual([offer]);
});

test('nobody else begins an epoch for the side that initiates, and it alone heeds "rebuild"', async () => {
  const first = pairOf(true);
  const second = pairOf(false);
  await pass(0);
  first.pair.hear(7, offer);
  second.pair.hear(7, rebuild);
  await pass(0);
  expect(first.peers).toHaveLength(1);
  expect(first.peer(0).heard).toEqual([]);
  expect(second.peers).toHaveLength(0);
});

test('a pair that does not connect is tried again, after longer and longer pauses', async () => {
  const { peers, mending } = pairOf(true);
  const builtAt: number[] = [];
  for (let second = 0; second < 90; second++) {
    await pass(second === 0 ? 0 : 1_000);
    while (builtAt.length < peers.length) builtAt.push(second);
  }
  expect(builtAt).toEqual([0, 13, 26, 40, 56, 76]);
  expect(mending[0]).toBe(true);
});

test('a closed pair does nothing any more', async () => {
  const { pair, peer, peers, sent, mending } = pairOf(true);
  await pass(0);
  pair.close();
  expect(peer(0).closed).toBe(true);
  pair.hear(0, rebuild);
  await pass(60_000);
  expect(peers).toHaveLength(1);
  expect(sent).toEqual([]);
  expect(mending).toEqual([]);
});
