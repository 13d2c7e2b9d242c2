import { createPair, type Pair, type PairView } from '../../client/voice/pair';
import { openPeer } from '../../client/voice/peer';
import { limits } from '../../shared/limits';
import type { Signal } from '../../shared/voice';
import { type Random, seeded } from '../faults/random';

/** Long after both sides were left alone. */
const patienceMs = 20_000;
const meddledForMs = 800;

/**
 * Both ends of one pair in this page, over a line that hands signals over late, twice and out of order, while
 * both sides find at random that the connection must be restarted or built anew. Resolves with true once each
 * hears the other, false when that does not come about.
 */
async function glare(seed: number, sound: MediaStreamTrack): Promise<boolean> {
  const random = seeded(seed);
  const views: PairView[] = [];
  const heard = [false, false];
  const pairs: Pair[] = [0, 1].map((side) =>
    createPair({
      initiates: side === 0,
      track: () => sound,
      ice: async () => ({ iceServers: [], relayOnly: false }),
      open: openPeer,
      canSignal: () => true,
      bits: () => limits.voiceBits.voice,
      wants: () => 'voice',
      send: (epoch, signal) =>
        hand(random, (late) => later(() => pairs[1 - side]?.hear(epoch, signal), late)),
      onSound: () => {
        heard[side] = true;
      },
      onView: (view) => {
        views[side] = view;
      },
      onHopeless: () => undefined,
      onNoRelay: () => undefined,
    }),
  );
  const meddling = setInterval(() => meddle(random, pairs), 120);
  const looking = setInterval(() => {
    for (const pair of pairs) {
      void pair.look();
      pair.report();
    }
  }, 500);
  await new Promise((resolve) => setTimeout(resolve, meddledForMs));
  clearInterval(meddling);
  const end = Date.now() + patienceMs;
  const areWell = async () => {
    await Promise.all(pairs.map((pair) => pair.look()));
    return (
      views.length === 2 &&
      views.every(({ state, hearsThem }) => state === 'connected' && hearsThem) &&
      heard.every(Boolean)
    );
  };
  let well = false;
  while (!well && Date.now() < end) {
    well = await areWell();
    if (!well) await new Promise((resolve) => setTimeout(resolve, 50));
  }
  clearInterval(looking);
  for (const pair of pairs) pair.close();
  return well;
}

/** Every signal arrives, within a tenth of a second; some a second time, and some of these long after. */
function hand(random: Random, deliver: (lateMs: number) => void) {
  deliver(random.between(0, 80));
  if (random.oneIn(3)) deliver(random.between(0, 150));
  if (random.oneIn(8)) deliver(random.between(300, 900));
}

function meddle(random: Random, pairs: Pair[]) {
  const signal: Signal = random.oneIn(2) ? { type: 'restart' } : { type: 'rebuild' };
  // Of any age: what was asked for an older connection must not hurt a newer one.
  for (const pair of pairs) if (random.oneIn(2)) pair.hear(random.between(0, 3), signal);
}

const later = (run: () => void, ms: number) => void setTimeout(run, ms);

/** So many of them, some at the same time; the seeds of those that got stuck. */
async function glares(seed: number, times: number, atOnce: number): Promise<number[]> {
  const context = new AudioContext();
  await context.resume();
  const oscillator = context.createOscillator();
  const microphone = context.createMediaStreamDestination();
  oscillator.connect(microphone);
  oscillator.start();
  const [sound] = microphone.stream.getAudioTracks();
  if (!sound) throw new Error('no sound');
  const stuck: number[] = [];
  for (let time = 0; time < times; time += atOnce) {
    const seeds = Array.from({ length: Math.min(atOnce, times - time) }, (_, at) => seed + time + at);
    await Promise.all(seeds.map(async (one) => (await glare(one, sound)) || stuck.push(one)));
  }
  return stuck;
}

Object.assign(window, { glares });
