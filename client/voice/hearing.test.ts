import { createHearing } from './hearing';

/** An `<audio>` element as far as hearing uses one; the test is its system. */
class FakeAudio extends EventTarget {
  srcObject: object | null = null;
  currentTime = 0;
  paused = true;
  muted = false;
  volume = 1;
  /** The system gives its sound no way out, and does not say so. */
  isFrozen = false;
  isAllowed = true;

  async play() {
    if (!this.isAllowed) throw new DOMException('a tap first', 'NotAllowedError');
    this.paused = false;
  }
  /** By the system: a call, another app, a headset that is gone. */
  pause() {
    this.paused = true;
    this.dispatchEvent(new Event('pause'));
  }
  remove() {}
}

class FakePage extends EventTarget {
  visibilityState = 'visible';
  readonly players: FakeAudio[] = [];
  readonly body = { append: () => undefined };

  createElement() {
    const player = new FakeAudio();
    this.players.push(player);
    return player;
  }
  show(shown: boolean) {
    this.visibilityState = shown ? 'visible' : 'hidden';
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

const stops: (() => void)[] = [];
beforeEach(() => void jest.useFakeTimers());
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  jest.useRealTimers();
});

/** We hear Ben. `told` is whether "Tap to hear" is shown, at each change. */
function hearingBen({ muted = false, allowed = true } = {}) {
  const page = new FakePage();
  const browser = { document: page, navigator: {} };
  for (const [name, value] of Object.entries(browser))
    Object.defineProperty(globalThis, name, { value, configurable: true });
  const told: boolean[] = [];
  const hearing = createHearing({ onHeldBack: (held) => void told.push(held) });
  stops.push(hearing.close);
  const track = new EventTarget();
  const create = page.createElement.bind(page);
  page.createElement = () => Object.assign(create(), { isAllowed: allowed });
  hearing.play('ben', { getAudioTracks: () => [track] } as unknown as MediaStream, { muted, volume: 1 });
  const [audio] = page.players;
  if (!audio) throw new Error('nothing plays Ben');

  /** What is played goes on meanwhile, unless the system froze it. */
  async function pass(seconds: number) {
    for (let tenth = 0; tenth < seconds * 10; tenth++) {
      if (audio && !audio.paused && !audio.isFrozen) audio.currentTime += 0.1;
      await jest.advanceTimersByTimeAsync(100);
    }
  }
  /** No timer of ours runs, as on a phone that sleeps. */
  const sleep = (seconds: number) => jest.setSystemTime(Date.now() + seconds * 1_000);
  const tell = (event: 'mute' | 'unmute') => track.dispatchEvent(new Event(event));
  return { page, hearing, told, audio, pass, sleep, tell };
}

test('sound that plays is left alone: spoken, muted, and while the page is away', async () => {
  const { page, hearing, told, pass, sleep } = hearingBen();
  await pass(60);
  hearing.mute('ben', true);
  await pass(10);
  hearing.mute('ben', false);
  page.show(false);
  await pass(5);
  sleep(600);
  page.show(true);
  await pass(10);
  expect(told).toEqual([]);
});

test('a browser that wants a tap first is answered by one', async () => {
  const { hearing, told, audio, pass } = hearingBen({ allowed: false });
  await pass(1);
  expect(told).toEqual([true]);
  audio.isAllowed = true;
  hearing.hear();
  await pass(10);
  expect(told).toEqual([true, false]);
});

test('sound that the system paused is never started unasked, for it may be another speaker by now', async () => {
  const { page, hearing, told, audio, pass } = hearingBen();
  await pass(5);
  audio.pause();
  expect(told).toEqual([true]);
  page.show(false);
  await pass(5);
  page.show(true);
  await pass(5);
  expect(audio.paused).toBe(true);
  hearing.hear();
  await pass(5);
  expect(audio.paused).toBe(false);
  expect(told).toEqual([true, false]);
});

test('what the system itself starts again needs no tap any more', async () => {
  const { told, audio, pass } = hearingBen();
  audio.pause();
  await pass(5);
  await audio.play();
  await pass(5);
  expect(told).toEqual([true, false]);
});

test('back from a call with a clock that stands still, one is asked for a tap within two seconds', async () => {
  const { page, hearing, told, audio, pass, sleep } = hearingBen();
  await pass(5.3);
  page.show(false);
  audio.isFrozen = true;
  await pass(30);
  sleep(120);
  expect(told).toEqual([]);
  page.show(true);
  await pass(0.9);
  expect(told).toEqual([]);
  await pass(1.1);
  expect(told).toEqual([true]);
  const before = audio.srcObject;
  let wasEmptied = false;
  Object.defineProperty(audio, 'srcObject', {
    get: () => before,
    set(next) {
      wasEmptied ||= next === null;
    },
  });
  hearing.hear();
  audio.isFrozen = false;
  await pass(5);
  expect(told).toEqual([true, false]);
  // Playing on would leave it frozen: it is given its sound anew.
  expect(wasEmptied).toBe(true);
});

test('while the page is looked at a hiccup of two seconds is waited out, and a longer one is not', async () => {
  const { told, audio, pass } = hearingBen();
  await pass(5);
  audio.isFrozen = true;
  await pass(2);
  audio.isFrozen = false;
  await pass(5);
  expect(told).toEqual([]);
  audio.isFrozen = true;
  await pass(4.2);
  expect(told).toEqual([true]);
  audio.isFrozen = false;
  await pass(1.1);
  expect(told).toEqual([true, false]);
});

test('a device that slept with the page in sight is given its second to wake', async () => {
  const { told, pass, sleep } = hearingBen();
  await pass(5);
  sleep(3_600);
  await pass(10);
  expect(told).toEqual([]);
});

test('a track that the system mutes for more than three seconds needs a tap; a short mute does not', async () => {
  const { hearing, told, pass, tell } = hearingBen();
  await pass(2);
  tell('mute');
  await pass(2.5);
  tell('unmute');
  await pass(5);
  expect(told).toEqual([]);
  tell('mute');
  await pass(4.1);
  expect(told).toEqual([true]);
  hearing.hear();
  await pass(10);
  // What a tap did not mend is not asked for again and again.
  expect(told).toEqual([true, false]);
});

test('a track muted while the page was away is told at once on return', async () => {
  const { page, told, pass, tell } = hearingBen();
  await pass(2);
  page.show(false);
  tell('mute');
  await pass(30);
  expect(told).toEqual([]);
  page.show(true);
  expect(told).toEqual([true]);
});

test('of someone whom the roster calls muted nothing is missed until they speak', async () => {
  const { hearing, told, audio, pass, tell } = hearingBen({ muted: true });
  audio.isFrozen = true;
  tell('mute');
  await pass(20);
  tell('unmute');
  expect(told).toEqual([]);
  hearing.mute('ben', false);
  await pass(2);
  expect(told).toEqual([]);
  await pass(2.2);
  expect(told).toEqual([true]);
});

test('with whoever leaves goes what was held back of them', async () => {
  const { hearing, told, audio } = hearingBen();
  audio.pause();
  hearing.stop('ben');
  expect(told).toEqual([true, false]);
});

test('a hearing that is closed looks no more', async () => {
  const { page, hearing, told, audio, pass, tell } = hearingBen();
  await pass(2);
  hearing.close();
  audio.isFrozen = true;
  tell('mute');
  await pass(10);
  page.show(true);
  expect(told).toEqual([]);
});
