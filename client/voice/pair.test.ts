import type { Ice, Signal } from '../../shared/voice';
import { type Counts, noCounts } from './counts';
import { createPair, type Pair, type PairView } from './pair';
import type { Peer, PeerNeeds } from './peer';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const offer: Signal = { type: 'offer', round: 0, sdp: 'v=0' };
const answer: Signal = { type: 'answer', round: 0, sdp: 'v=0' };
const restart: Signal = { type: 'restart' };
const rebuild: Signal = { type: 'rebuild' };
const ice: Ice = { iceServers: [], relayOnly: false };

/** A connection that the test holds in its hand. */
interface Held extends PeerNeeds {
  heard: Signal[];
  restarts: number;
  closed: boolean;
  isOver: boolean;
  bitsNow: number;
  counts: Counts;
  packetAt: number;
}

function pairOf(initiates: boolean) {
  const peers: Held[] = [];
  const sent: { epoch: number; signal: Signal }[] = [];
  const views: PairView[] = [];
  const line = { isUp: true };
  let hopeless = 0;
  const pair = createPair({
    initiates,
    track: () => null,
    ice: async () => ice,
    canSignal: () => line.isUp,
    bits: (theyWant) => (theyWant === 'low' ? 1 : 2),
    wants: () => 'voice',
    open(needs): Peer {
      const peer: Held = {
        ...needs,
        ...{ heard: [], restarts: 0, closed: false, isOver: false, bitsNow: needs.bits, counts: noCounts },
        packetAt: 0,
      };
      peers.push(peer);
      return {
        hear: (signal) => void peer.heard.push(signal),
        restart() {
          peer.restarts += 1;
        },
        speakWith: () => undefined,
        spend(bits) {
          peer.bitsNow = bits;
        },
        counts: async () => peer.counts,
        heardAt: () => peer.packetAt,
        isOver: () => peer.isOver,
        level: () => 0.7,
        close() {
          peer.closed = true;
        },
      };
    },
    send: (epoch, signal) => void sent.push({ epoch, signal }),
    onSound: () => undefined,
    onView: (view) => void views.push(view),
    onHopeless() {
      hopeless += 1;
    },
    onNoRelay: () => undefined,
  });
  /** The nth connection that was built, from 0. */
  const peer = (at: number) => {
    const built = peers[at];
    if (!built) throw new Error(`no connection ${at}`);
    return built;
  };
  return { pair, peers, peer, sent, views, line, view: () => views.at(-1), hopeless: () => hopeless };
}

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

const now = () => performance.timeOrigin + performance.now();

/** The other side says that it has sent more. */
const tellSent = (pair: Pair, epoch = 0) =>
  pair.hear(epoch, { type: 'report', sent: ++toldSent, received: 0, deaf: false, wants: 'voice' });
let toldSent = 0;

/** So many seconds go by, and both sides look and tell each other; the other side sends all the time. */
async function live({ pair, peers }: ReturnType<typeof pairOf>, seconds: number, hears: boolean) {
  for (let second = 0; second < seconds; second += 2) {
    const peer = peers.at(-1);
    if (peer && hears) peer.counts = { ...peer.counts, received: peer.counts.received + 50 };
    await pass(2_000);
    tellSent(pair, peers.length - 1);
    await pair.look();
  }
}

async function connected(initiates: boolean) {
  const here = pairOf(initiates);
  if (!initiates) here.pair.hear(0, offer);
  await pass(0);
  here.peer(0).onState('connected');
  return here;
}

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
  const { pair, peer } = pairOf(false);
  const late: Signal = { type: 'candidate', round: 0, candidate: { candidate: 'candidate:1' } };
  pair.hear(0, offer);
  pair.hear(0, late);
  await pass(0);
  expect(peer(0).heard).toEqual([offer, late]);
});

test('a cut of a second and a half is left alone; a longer one is given a new way, then a new connection', async () => {
  const here = await connected(true);
  const { peer, peers, view } = here;
  peer(0).onState('disconnected');
  await pass(1_500);
  peer(0).onState('connected');
  await pass(20_000);
  expect(peer(0).restarts).toBe(0);

  peer(0).onState('disconnected');
  await pass(2_000);
  expect(view()).toMatchObject({ state: 'mending' });
  expect(peer(0)).toMatchObject({ restarts: 1, closed: false });
  await pass(5_100);
  expect(peer(0).closed).toBe(true);
  expect(peers).toHaveLength(2);
  peer(1).send({ type: 'offer', round: 0, sdp: 'v=0' });
  expect(here.sent.at(-1)).toEqual({ epoch: 1, signal: offer });
  peer(1).onState('connected');
  expect(view()).toMatchObject({ state: 'connected' });
});

test('the other side asks for it, a new way first', async () => {
  const { peer, sent, pair, peers } = await connected(false);
  peer(0).onState('failed');
  expect(sent).toEqual([{ epoch: 0, signal: restart }]);
  await pass(5_100);
  expect(sent.at(-1)).toEqual({ epoch: 0, signal: rebuild });
  expect(peer(0).closed).toBe(false);
  pair.hear(1, offer);
  await pass(0);
  expect(peers.map(({ closed }) => closed)).toEqual([true, false]);
  expect(peer(1).heard).toEqual([offer]);
});

test('whoever is asked does it; asked twice, or for a connection that is gone, it does it once', async () => {
  const { pair, peer, peers } = await connected(true);
  pair.hear(0, restart);
  pair.hear(0, restart);
  expect(peer(0).restarts).toBe(1);
  pair.hear(0, rebuild);
  await pass(0);
  expect(peers.map(({ closed }) => closed)).toEqual([true, false]);
  peer(1).onState('connected');
  pair.hear(0, rebuild);
  pair.hear(0, restart);
  await pass(0);
  expect(peers).toHaveLength(2);
  expect(peer(1).restarts).toBe(0);
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

test('nobody else begins an epoch for the side that initiates, and it alone heeds what is asked', async () => {
  const first = pairOf(true);
  const second = pairOf(false);
  await pass(0);
  first.pair.hear(7, offer);
  first.pair.hear(7, rebuild);
  second.pair.hear(7, rebuild);
  await pass(0);
  expect(first.peers).toHaveLength(1);
  expect(first.peer(0).heard).toEqual([]);
  expect(second.peers).toHaveLength(0);
});

test('a pair that does not connect is tried again after longer and longer pauses, and called hopeless once', async () => {
  const { pair, peers, hopeless, views } = pairOf(true);
  const builtAt: number[] = [];
  for (let second = 0; second < 90; second++) {
    await pass(second === 0 ? 0 : 1_000);
    while (builtAt.length < peers.length) builtAt.push(second);
    // To listen to nobody changes nothing.
    expect(pair.listen()).toBe(false);
    await pair.look();
  }
  expect(views.some(({ state }) => state === 'connected')).toBe(false);
  expect(builtAt).toEqual([0, 11, 22, 34, 48, 66]);
  expect(hopeless()).toBe(1);
});

test('while no signal would arrive nothing is taken down; when the line is back a new way is sought at once', async () => {
  const { line, peer, peers, pair, view } = await connected(true);
  line.isUp = false;
  peer(0).onState('failed');
  await pass(60_000);
  expect(peer(0)).toMatchObject({ restarts: 0, closed: false });
  expect(view()).toMatchObject({ state: 'mending' });
  line.isUp = true;
  pair.lineIsBack();
  expect(peer(0).restarts).toBe(1);
  expect(peers).toHaveLength(1);
});

test('someone who is no longer heard although they send is noticed within ten seconds, and both are told', async () => {
  const here = await connected(false);
  await live(here, 10, true);
  expect(here.view()).toMatchObject({ state: 'connected', hearsThem: true });
  here.sent.length = 0;
  await live(here, 8, false);
  expect(here.view()).toMatchObject({ state: 'mending', hearsThem: false });
  expect(here.sent).toContainEqual({
    epoch: 0,
    signal: expect.objectContaining({ type: 'report', deaf: true }),
  });
  expect(here.sent).toContainEqual({ epoch: 0, signal: restart });
  await live(here, 2, true);
  expect(here.view()).toMatchObject({ state: 'connected', hearsThem: true });
  expect(here.sent.at(-1)?.signal).toMatchObject({ type: 'report', deaf: false });
});

test('right after a sleep nobody is called lost for what could not be heard in it', async () => {
  const here = await connected(true);
  await live(here, 10, true);
  const before = here.views.length;
  await pass(90_000);
  // Told meanwhile, and read now.
  for (let report = 0; report < 3; report++) tellSent(here.pair);
  here.pair.listen();
  await here.pair.look();
  await pass(500);
  here.peer(0).packetAt = now();
  here.pair.listen();
  expect(here.views.slice(before).map(({ state }) => state)).not.toContain('mending');
  expect(here.peer(0).restarts).toBe(0);
});

test('where a hidden page’s own timers do not run, what the others tell shows in time who is not heard', async () => {
  const here = await connected(true);
  for (let second = 0; second < 600; second += 4) {
    here.peer(0).packetAt = now();
    await pass(4_000);
    here.peer(0).packetAt = now();
    tellSent(here.pair);
  }
  expect(here.view()).toMatchObject({ state: 'connected', hearsThem: true });
  for (let second = 0; second < 12; second += 4) {
    await pass(4_000);
    tellSent(here.pair);
  }
  expect(here.view()).toMatchObject({ state: 'mending', hearsThem: false });
});

test('where both pages look once a minute, a healthy pair stays, and the second look finds a broken one', async () => {
  const here = await connected(true);
  async function minute(heardBefore: number) {
    await pass(60_000);
    const { counts } = here.peer(0);
    here.peer(0).counts = { ...counts, received: counts.received + 50, receivedAt: now() - heardBefore };
    tellSent(here.pair);
    await here.pair.look();
  }
  for (let times = 0; times < 10; times++) await minute(100);
  expect(here.view()).toMatchObject({ state: 'connected', hearsThem: true });
  await minute(55_000);
  expect(here.view()).toMatchObject({ state: 'connected', hearsThem: true });
  await pass(60_000);
  tellSent(here.pair);
  await here.pair.look();
  expect(here.view()).toMatchObject({ state: 'mending', hearsThem: false });
});

test('whoever is cut off in the middle of a word is not shown as speaking', async () => {
  const here = await connected(true);
  here.peer(0).packetAt = now();
  expect(here.pair.level()).toBe(0.7);
  await pass(1_300);
  expect(here.pair.level()).toBe(0);
});

test('someone who sends nothing is not taken for lost', async () => {
  const here = await connected(true);
  for (let second = 0; second < 30; second += 2) {
    await pass(2_000);
    here.pair.hear(0, { type: 'report', sent: 9, received: 0, deaf: false, wants: 'voice' });
    await here.pair.look();
  }
  expect(here.view()).toMatchObject({ state: 'connected', hearsThem: true });
});

test('that the other side does not hear us is shown, and what it would have us send is heeded', async () => {
  const { pair, peer, view } = await connected(true);
  pair.hear(0, { type: 'report', sent: 1, received: 0, deaf: true, wants: 'low' });
  expect(view()).toMatchObject({ hearsMe: false });
  expect(peer(0).bitsNow).toBe(1);
  pair.hear(0, { type: 'report', sent: 2, received: 9, deaf: false, wants: 'voice' });
  expect(view()).toMatchObject({ hearsMe: true });
  expect(peer(0).bitsNow).toBe(2);
});

test('a connection that the browser ended is built anew at the next look', async () => {
  const { pair, peer, peers } = await connected(true);
  peer(0).isOver = true;
  await pair.look();
  await pass(0);
  expect(peers).toHaveLength(2);
});

test('a closed pair does nothing any more', async () => {
  const { pair, peer, peers, sent, views } = pairOf(true);
  await pass(0);
  pair.close();
  expect(peer(0).closed).toBe(true);
  pair.hear(0, rebuild);
  await pass(60_000);
  await pair.look();
  expect(peers).toHaveLength(1);
  expect(sent).toEqual([]);
  expect(views).toEqual([]);
});
