import { signal } from '@preact/signals';
import type { Fact, Told } from '../../shared/contract';
import type { Me } from '../../shared/people';
import type { Refusal } from '../../shared/result';
import type { Step } from '../../shared/steps';
import type { Seat } from '../../shared/voice';
import type { Line, Link } from '../link';
import { en } from '../words/en/index';
import { choices } from './choices';
import type { Circle, CircleNeeds } from './circle';
import type { Microphone } from './microphone';
import { createVoice } from './voice';

const me: Me = { id: 'ada', name: 'Ada', role: 'peer', atDoor: 'counted' };
const roomId = 'kitchen';

class Track extends EventTarget {
  label = 'a headset';
  readyState = 'live';
  enabled = true;
  muted = false;
  stopped = false;
  stop() {
    this.stopped = true;
  }
  /** By the phone or a switch, not by us. */
  take(taken: boolean) {
    this.muted = taken;
    this.dispatchEvent(new Event(taken ? 'mute' : 'unmute'));
  }
}

beforeAll(() => Object.assign(globalThis, { RTCPeerConnection: class {} }));
afterAll(() => Object.assign(globalThis, { RTCPeerConnection: undefined }));

/** A page whose server, microphone and circle the test holds in its hand. */
function page() {
  const asked: { name: string; input: unknown }[] = [];
  const said: string[] = [];
  const tracks: Track[] = [];
  const seatings: (CircleNeeds & { seat: Seat; closed: boolean; speaksWith?: MediaStreamTrack })[] = [];
  /** Whether the server kept our seat while the line was lost. */
  const kept = { seat: false };
  const hearing = new Map<string, (told: never) => void>();
  const insides = new Set<() => void>();
  const outsides = new Set<() => void>();
  const exits = new Set<() => void>();
  const answers = {
    mute: undefined as Refusal | undefined,
    join: undefined as Refusal | undefined,
    step: undefined as Step | undefined,
  };
  let microphone: () => Promise<Microphone> = async () => {
    const track = new Track();
    tracks.push(track);
    return { ok: true, track: track as unknown as MediaStreamTrack };
  };

  const line = signal<Line>('up');
  const link: Pick<Link, 'ask' | 'hear' | 'line'> = {
    line,
    async ask(name, input) {
      asked.push({ name, input });
      const why = name === 'voice:mute' ? answers.mute : undefined;
      return why ? { ok: false, why } : { ok: true, value: null as never };
    },
    hear(fact, listen) {
      hearing.set(fact, listen as (told: never) => void);
      return () => void hearing.delete(fact);
    },
  };

  const voice = createVoice(
    {
      link: link as Link,
      words: signal(en),
      me: signal<Me | undefined>(me),
      announce: (text) => void said.push(text),
      onExit: (run) => held(exits, run),
    },
    {
      askMicrophone: () => microphone(),
      loadCircle: async () => ({
        async takeSeat(needs: CircleNeeds, before?: Circle) {
          if (answers.join) return { ok: false as const, why: answers.join };
          if (before && kept.seat) return { ok: true as const, value: before };
          before?.close();
          const seat: Seat = {
            ...{ id: `seat ${seatings.length}`, personId: me.id, muted: needs.muted, hand: null },
            step: answers.step ?? needs.step,
          };
          const seating = { ...needs, seat, closed: false, speaksWith: needs.microphone };
          seatings.push(seating);
          needs.onSeat(seat);
          return {
            ok: true as const,
            value: <Circle>{
              seat,
              speakWith: (track) => {
                seating.speaksWith = track;
              },
              hear: () => undefined,
              setVolume: () => undefined,
              level: () => 0,
              chooseStep: () => undefined,
              lineIsLost: () => undefined,
              goOn: () => undefined,
              signalled: () => undefined,
              close: () => {
                seating.closed = true;
              },
            },
          };
        },
      }),
    },
  );

  const lose = () => {
    line.value = 'lost';
  };
  const back = () => {
    line.value = 'up';
    insides.forEach((run) => void run());
  };
  return {
    voice,
    asked,
    said,
    tracks,
    seatings,
    answers,
    kept,
    room: {
      roomId,
      whenInside(run: () => void) {
        run();
        return held(insides, run);
      },
      whenOutside: (run: () => void) => held(outsides, run),
    },
    refuseMicrophone: (give: typeof microphone) => {
      microphone = give;
    },
    tell: <Name extends Fact>(fact: Name, told: Told<Name>) => hearing.get(fact)?.(told as never),
    roster: (muted: boolean) => {
      const last = seatings.at(-1);
      last?.onSeat({ ...last.seat, muted });
    },
    comeInAgain: () => insides.forEach((run) => void run()),
    comeBack: () => {
      lose();
      back();
    },
    lose,
    back,
    goOut: () => outsides.forEach((run) => void run()),
    exit: () => exits.forEach((run) => void run()),
  };
}

function held(among: Set<() => void>, run: () => void) {
  among.add(run);
  return () => void among.delete(run);
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

async function speaking() {
  const here = page();
  await here.voice.speak(here.room);
  await settled();
  return here;
}

test('speaking opens the microphone, takes a seat and is heard', async () => {
  const { voice, tracks, seatings, said } = await speaking();
  expect(voice.state.value).toEqual({ at: 'talking', roomId, muted: false, step: 'voice' });
  expect(tracks).toMatchObject([{ enabled: true, stopped: false }]);
  expect(seatings).toMatchObject([{ muted: false }]);
  expect(said).toEqual([en.voice.confirmed.joined]);
});

test('just listening asks for no microphone; unmuting does', async () => {
  const { voice, room, tracks, seatings, roster } = page();
  await voice.listen(room);
  await settled();
  expect(voice.state.value).toEqual({ at: 'talking', roomId, muted: true, step: 'voice' });
  expect(tracks).toEqual([]);
  const unmuting = voice.unmute();
  await settled();
  // Silent until the roster agrees: others would hear nothing before.
  expect(tracks).toMatchObject([{ enabled: false }]);
  expect(seatings[0]?.speaksWith).toBe(tracks[0]);
  roster(false);
  await unmuting;
  expect(tracks).toMatchObject([{ enabled: true }]);
  expect(voice.state.value).toMatchObject({ muted: false });
});

test.each(['microphone-refused', 'microphone-none', 'microphone-busy', 'insecure'] as const)(
  '%s: its own sentence, no seat, and listening still works',
  async (why) => {
    const { voice, room, refuseMicrophone, seatings, said } = page();
    refuseMicrophone(async () => ({ ok: false, why }));
    await voice.speak(room);
    expect(voice.state.value).toEqual({ at: 'refused', roomId, why });
    expect(said).toEqual([en.voice.refused[why]]);
    expect(seatings).toEqual([]);
    await voice.listen(room);
    await settled();
    expect(voice.state.value).toMatchObject({ at: 'talking', muted: true });
    await voice.unmute();
    expect(voice.state.value).toMatchObject({ at: 'talking', muted: true });
  },
);

test('a seat that is refused gives the microphone back', async () => {
  const { voice, room, answers, tracks } = page();
  answers.join = 'not-allowed';
  await voice.speak(room);
  await settled();
  expect(voice.state.value).toEqual({ at: 'refused', roomId, why: 'not-allowed' });
  expect(tracks).toMatchObject([{ stopped: true }]);
});

test.each(['leave', 'exit', 'goOut'] as const)('%s lets go of everything at once', async (way) => {
  const here = await speaking();
  if (way === 'leave') here.voice.leave();
  else here[way]();
  expect(here.voice.state.value).toEqual({ at: 'away' });
  expect(here.tracks).toMatchObject([{ stopped: true }]);
  expect(here.seatings).toMatchObject([{ closed: true }]);
  expect(here.asked.at(-1)).toEqual({ name: 'voice:leave', input: { roomId } });
  here.comeBack();
  await settled();
  expect(here.seatings).toHaveLength(1);
  expect(here.voice.state.value).toEqual({ at: 'away' });
});

test('whoever leaves while the browser is still asking keeps no microphone and takes no seat', async () => {
  const { voice, room, tracks, seatings } = page();
  const joining = voice.speak(room);
  voice.leave();
  await joining;
  await settled();
  expect(tracks).toMatchObject([{ stopped: true }]);
  expect(seatings).toEqual([]);
  expect(voice.state.value).toEqual({ at: 'away' });
});

test('muting is at once, whatever the server says', async () => {
  const { voice, answers, tracks, asked } = await speaking();
  answers.mute = 'offline';
  voice.mute();
  expect(tracks).toMatchObject([{ enabled: false }]);
  expect(voice.state.value).toMatchObject({ muted: true });
  expect(asked.at(-1)).toEqual({ name: 'voice:mute', input: { roomId, muted: true } });
});

test('unmuting that the server does not take leaves one muted, and says so', async () => {
  const { voice, answers, tracks, said } = await speaking();
  answers.mute = 'offline';
  voice.mute();
  await voice.unmute();
  expect(tracks).toMatchObject([{ enabled: false }]);
  expect(voice.state.value).toMatchObject({ muted: true });
  expect(said.at(-1)).toBe(en.refusals.offline);
});

test('a late "unmuted" of the roster does not unmute someone who has muted since', async () => {
  const { voice, tracks, roster } = await speaking();
  voice.mute();
  roster(false);
  expect(tracks).toMatchObject([{ enabled: false }]);
  expect(voice.state.value).toMatchObject({ muted: true });
});

test('a host’s mute shuts the microphone and says who did it; one may unmute', async () => {
  const { voice, tracks, said, tell, roster } = await speaking();
  roster(true);
  tell('voice:host-muted', { roomId, personId: me.id, by: 'Hana' });
  expect(tracks).toMatchObject([{ enabled: false }]);
  expect(said.at(-1)).toBe(en.voice.told.hostMuted('Hana'));
  roster(false);
  expect(tracks).toMatchObject([{ enabled: false }]);
  await voice.unmute();
  expect(tracks).toMatchObject([{ enabled: true }]);
});

test('a host’s mute of somebody else changes nothing here', async () => {
  const { tracks, tell, voice } = await speaking();
  tell('voice:host-muted', { roomId, personId: 'bob', by: 'Hana' });
  expect(tracks).toMatchObject([{ enabled: true }]);
  expect(voice.state.value).toMatchObject({ muted: false });
});

test.each([true, false])(
  'when the line is back a new seat is taken by itself, muted as before: %s',
  async (muted) => {
    const { voice, seatings, tracks, comeBack } = await speaking();
    if (muted) voice.mute();
    comeBack();
    await settled();
    expect(seatings).toMatchObject([{ closed: true }, { closed: false, muted }]);
    expect(tracks).toMatchObject([{ stopped: false, enabled: !muted }]);
    expect(voice.state.value).toEqual({ at: 'talking', roomId, muted, step: 'voice' });
  },
);

test('a seat that was kept while the line was lost goes on, and so does its sound', async () => {
  const { voice, seatings, kept, tracks, comeBack } = await speaking();
  kept.seat = true;
  comeBack();
  await settled();
  expect(seatings).toMatchObject([{ closed: false }]);
  expect(tracks).toMatchObject([{ stopped: false, enabled: true }]);
  expect(voice.state.value).toMatchObject({ at: 'talking', muted: false });
});

test('who unmutes while the seat is being taken again is unmuted once it is', async () => {
  const here = await speaking();
  here.kept.seat = true;
  here.voice.mute();
  here.lose();
  void here.voice.unmute();
  await settled();
  expect(here.asked.at(-1)).toEqual({ name: 'voice:mute', input: { roomId, muted: true } });
  here.back();
  await settled();
  expect(here.asked.at(-1)).toEqual({ name: 'voice:mute', input: { roomId, muted: false } });
  expect(here.voice.state.value).toMatchObject({ at: 'talking', muted: false });
});

test('an unmute that waited for the line is not for the mute of a host that came meanwhile', async () => {
  const here = await speaking();
  here.kept.seat = true;
  here.voice.mute();
  here.lose();
  void here.voice.unmute();
  here.tell('voice:host-muted', { roomId, personId: me.id, by: 'Hana' });
  here.back();
  await settled();
  expect(here.voice.state.value).toMatchObject({ at: 'talking', muted: true });
});

test('where the circle is full one takes part by text, and nothing is refused', async () => {
  const { voice, room, answers, said, seatings } = page();
  answers.step = 'text';
  await voice.speak(room);
  await settled();
  expect(voice.state.value).toMatchObject({ at: 'talking', step: 'text' });
  expect(seatings).toHaveLength(1);
  expect(said).toEqual([en.voice.confirmed.joinedByText]);
});

test('with push-to-talk the microphone is open only while it is held, and never when a host muted us', async () => {
  const { voice, tracks, roster } = await speaking();
  choices.pushToTalk.choose(true);
  expect(tracks).toMatchObject([{ enabled: false }]);
  voice.holdTalk(true);
  expect(tracks).toMatchObject([{ enabled: true }]);
  voice.holdTalk(false);
  expect(tracks).toMatchObject([{ enabled: false }]);
  roster(true);
  voice.holdTalk(true);
  expect(tracks).toMatchObject([{ enabled: false }]);
  choices.pushToTalk.choose(false);
  expect(tracks).toMatchObject([{ enabled: false }]);
});

test('a weak line is told, step by step, and told to the server', async () => {
  const { voice, seatings, said, asked } = await speaking();
  seatings[0]?.onStep('low');
  await settled();
  expect(voice.state.value).toMatchObject({ step: 'low' });
  expect(said.at(-1)).toBe(en.voice.step.low);
  expect(asked.at(-1)).toEqual({ name: 'voice:step', input: { roomId, step: 'low' } });
});

test('coming in again on the same line (with a new role, say) leaves the seat as it is', async () => {
  const { seatings, comeInAgain } = await speaking();
  comeInAgain();
  await settled();
  expect(seatings).toMatchObject([{ closed: false }]);
});

test('who mutes while the seat is being taken is muted on the roster too', async () => {
  const { voice, room, seatings } = page();
  await voice.speak(room);
  expect(voice.state.value).toMatchObject({ at: 'joining' });
  voice.mute();
  await settled();
  expect(voice.state.value).toMatchObject({ at: 'talking', muted: true });
  expect(seatings).toMatchObject([{ muted: true }]);
});

test('a seat lost to the person’s other page lets the microphone go and says why', async () => {
  const { voice, tracks, tell, said } = await speaking();
  tell('voice:let-go', { roomId, seatId: 'some older seat', why: 'elsewhere' });
  expect(voice.state.value).toMatchObject({ at: 'talking' });
  tell('voice:let-go', { roomId, seatId: 'seat 0', why: 'elsewhere' });
  expect(voice.state.value).toEqual({ at: 'away' });
  expect(tracks).toMatchObject([{ stopped: true }]);
  expect(said.at(-1)).toBe(en.voice.told.elsewhere);
});

test('a microphone that goes away while talking is replaced by the next one, and that is said', async () => {
  const { voice, tracks, said, seatings } = await speaking();
  tracks[0]?.dispatchEvent(new Event('ended'));
  await settled();
  expect(voice.state.value).toMatchObject({ at: 'talking', muted: false });
  expect(seatings[0]?.speaksWith).toBe(tracks[1]);
  expect(said.at(-1)).toBe(en.voice.told.microphoneReplaced('a headset'));
});

test('a microphone that the device takes for a moment is left alone', async () => {
  const { voice, tracks } = await speaking();
  jest.useFakeTimers();
  tracks[0]?.take(true);
  await jest.advanceTimersByTimeAsync(2_500);
  tracks[0]?.take(false);
  await jest.advanceTimersByTimeAsync(10_000);
  jest.useRealTimers();
  expect(tracks).toMatchObject([{ stopped: false }]);
  expect(voice.state.value).toMatchObject({ muted: false });
});

test('a microphone that a call took is let go; one is muted, told so, and asks again by unmuting', async () => {
  const { voice, tracks, said, seatings, refuseMicrophone } = await speaking();
  jest.useFakeTimers();
  const alsoTaken = Object.assign(new Track(), { muted: true });
  refuseMicrophone(async () => ({ ok: true, track: alsoTaken as unknown as MediaStreamTrack }));
  tracks[0]?.take(true);
  await jest.advanceTimersByTimeAsync(3_100);
  jest.useRealTimers();
  expect([tracks[0]?.stopped, alsoTaken.stopped]).toEqual([true, true]);
  expect(seatings[0]?.speaksWith).toBeUndefined();
  expect(voice.state.value).toMatchObject({ at: 'talking', muted: true });
  expect(said.at(-1)).toBe(en.voice.lost['microphone-busy']);
  const givenBack = new Track();
  refuseMicrophone(async () => ({ ok: true, track: givenBack as unknown as MediaStreamTrack }));
  await voice.unmute();
  expect(voice.state.value).toMatchObject({ muted: false });
  expect(seatings[0]?.speaksWith).toBe(givenBack);
});

test('that sound is held back is also said, for whoever does not see the button', async () => {
  const { voice, said, seatings } = await speaking();
  seatings[0]?.onHeldBack(true);
  expect(voice.heldBack.value).toBe(true);
  expect(said.at(-1)).toBe(en.voice.hearThemWhy);
});

test('a microphone that goes away while muted is missed on unmuting', async () => {
  const { voice, tracks } = await speaking();
  voice.mute();
  tracks[0]?.dispatchEvent(new Event('ended'));
  await settled();
  expect(tracks).toHaveLength(1);
  await voice.unmute();
  expect(tracks).toHaveLength(2);
});

test('a microphone whose sound is held back from outside is not taken for speaking', async () => {
  const { tracks, said } = await speaking();
  jest.useFakeTimers();
  tracks[0]?.dispatchEvent(new Event('mute'));
  tracks[0]?.dispatchEvent(new Event('unmute'));
  jest.advanceTimersByTime(10_000);
  expect(said.at(-1)).toBe(en.voice.confirmed.joined);
  tracks[0]?.dispatchEvent(new Event('mute'));
  jest.advanceTimersByTime(3_000);
  jest.useRealTimers();
  expect(said.at(-1)).toBe(en.voice.told.microphoneHeldBack);
});

test('with no other microphone one is muted, told what to do, and asks again by unmuting', async () => {
  const { voice, tracks, said, seatings, refuseMicrophone } = await speaking();
  const track = new Track();
  refuseMicrophone(async () => ({ ok: false, why: 'microphone-none' }));
  tracks[0]?.dispatchEvent(new Event('ended'));
  await settled();
  expect(voice.state.value).toMatchObject({ at: 'talking', muted: true });
  expect(said.at(-1)).toBe(en.voice.lost['microphone-none']);
  refuseMicrophone(async () => {
    tracks.push(track);
    return { ok: true, track: track as unknown as MediaStreamTrack };
  });
  await voice.unmute();
  expect(tracks).toHaveLength(2);
  expect(seatings[0]?.speaksWith).toBe(tracks[1]);
  expect(voice.state.value).toMatchObject({ muted: false });
});
