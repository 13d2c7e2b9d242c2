import { signal } from '@preact/signals';
import type { Me } from '../../shared/people';
import type { Present } from '../../shared/presence';
import type { Step } from '../../shared/steps';
import type { Seat } from '../../shared/voice';
import type { LineTrouble } from '../line-lost';
import { controls as enControls } from '../words/en/controls';
import { controls as frControls } from '../words/fr/controls';
import { wordsOf } from '../words/words';
import { choices } from './choices';
import { followVoice } from './cues';
import { melodies, peak, type Sound } from './sounds';
import type { Voice } from './voice';

const ben = { id: 'ben', name: 'Ben', role: 'peer' } as const;
const seat = (personId: string, hand: number | null = null): Seat => ({
  id: `seat of ${personId}`,
  personId,
  muted: false,
  step: 'voice',
  hand,
});

/** Ada's page, whose voice, line and roster the test moves by hand. */
function adaInRoom() {
  const played: string[] = [];
  const said: string[] = [];
  const state = signal<Voice>({ at: 'away' });
  const speaking = signal<ReadonlySet<string>>(new Set());
  const line = signal<LineTrouble>('none');
  const seats = signal<Seat[]>([seat('ada')]);
  const here = signal<Present[]>([{ person: ben, how: 'here', line: 'ok' }]);
  const stop = followVoice(
    {
      app: {
        me: signal<Me | undefined>({ id: 'ada', name: 'Ada', role: 'peer', atDoor: 'counted' }),
        line,
        words: signal(wordsOf.en),
        announce: (text) => void said.push(text),
      },
      room: { seats, here },
      voice: { state, speaking },
    },
    {
      play: (sound, whileSpeaking) => void played.push(whileSpeaking ? `${sound}, softer` : sound),
      close: () => void played.push('closed'),
    },
  );
  const talk = (muted: boolean, step: Step = 'voice') => {
    state.value = { at: 'talking', roomId: 'kitchen', muted, step, waits: false };
  };
  return { played, said, state, speaking, line, seats, talk, stop, heard: () => played.splice(0) };
}

const settle = () => void jest.advanceTimersByTime(5_000);

beforeEach(() => void jest.useFakeTimers());
afterEach(() => {
  jest.useRealTimers();
  choices.sounds.choose('');
});

test('each state of one’s own voice has its sound, once', () => {
  const { state, line, talk, heard, stop } = adaInRoom();
  state.value = { at: 'joining', roomId: 'kitchen', muted: true };
  expect(heard()).toEqual([]);
  talk(true);
  expect(heard()).toEqual(['connected']);
  talk(false);
  talk(false);
  talk(true);
  expect(heard()).toEqual(['unmuted', 'muted']);
  line.value = 'lost';
  expect(heard()).toEqual(['line-lost']);
  talk(false);
  expect(heard()).toEqual(['unmuted']);
  line.value = 'none';
  expect(heard()).toEqual(['connected']);
  state.value = { at: 'away' };
  expect(heard()).toEqual([]);
  stop();
  talk(false);
  expect(heard()).toEqual(['closed']);
});

test('whoever is not in voice, or is in it by text, hears nothing', () => {
  const { seats, line, talk, heard } = adaInRoom();
  line.value = 'lost';
  line.value = 'none';
  talk(true, 'text');
  seats.value = [seat('ada', 1), seat('ben', 2)];
  expect(heard()).toEqual([]);
});

test('what others do has a sound only for those who chose so, and not many in a row', () => {
  const { seats, talk, heard, said } = adaInRoom();
  talk(true);
  settle();
  heard();
  seats.value = [seat('ada'), seat('ben')];
  seats.value = [seat('ada'), seat('ben', 1)];
  expect([heard(), said]).toEqual([[], []]);
  choices.sounds.choose('all');
  seats.value = [seat('ada')];
  seats.value = [seat('ada'), seat('ben')];
  expect([heard(), said]).toEqual([['came-in'], ['Ben came in to voice.']]);
  seats.value = [seat('ada'), seat('ben'), seat('cleo')];
  expect(heard()).toEqual([]);
  jest.advanceTimersByTime(2_000);
  seats.value = [seat('ada'), seat('ben', 1), seat('cleo')];
  expect(heard()).toEqual(['hand']);
  // Their own hand is theirs to hear, at once.
  seats.value = [seat('ada', 2), seat('ben', 1), seat('cleo')];
  expect(heard()).toEqual(['hand']);
});

test('those who were there already are no news, before or after a lost line', () => {
  choices.sounds.choose('all');
  const { seats, line, talk, heard, said } = adaInRoom();
  seats.value = [seat('ada'), seat('ben')];
  talk(true);
  settle();
  line.value = 'lost';
  // The house was restarted: one after the other has a place again.
  seats.value = [seat('ada')];
  line.value = 'none';
  seats.value = [seat('ada'), seat('ben')];
  expect([heard(), said]).toEqual([['connected', 'line-lost', 'connected'], []]);
  settle();
  seats.value = [seat('ada'), seat('ben'), seat('cleo')];
  expect(heard()).toEqual(['came-in']);
});

test('one’s own hand has its sound at once', () => {
  const { seats, talk, heard } = adaInRoom();
  talk(true);
  seats.value = [seat('ada', 1)];
  expect(heard()).toEqual(['connected', 'hand']);
});

test('turned off, there is none', () => {
  choices.sounds.choose('off');
  const { talk, heard, seats } = adaInRoom();
  talk(true);
  talk(false);
  settle();
  seats.value = [seat('ada', 1)];
  expect(heard()).toEqual([]);
});

test('while somebody speaks they are softer', () => {
  const { talk, speaking, heard } = adaInRoom();
  talk(true);
  speaking.value = new Set(['ben']);
  talk(false);
  expect(heard()).toEqual(['connected', 'unmuted, softer']);
  expect(peak.whileSpeaking).toBeLessThan(peak.usual / 3);
});

/** How many tones, whether they rise or fall, and how long they take: what a hand or an old ear can tell apart. */
function shapeOf(sound: Sound): string {
  const tones = melodies[sound].filter(({ hz }) => hz > 0);
  const turns = tones.slice(1).map(({ hz }, n) => Math.sign(hz - (tones[n]?.hz ?? 0)));
  const ms = melodies[sound].reduce((sum, note) => sum + note.ms, 0);
  expect(ms).toBeLessThanOrEqual(600);
  expect(Math.max(...tones.map(({ hz }) => hz))).toBeLessThan(700);
  return `${turns.join()} in ${tones.length}`;
}

test('no two have the same shape, whatever their pitch', () => {
  const sounds = Object.keys(melodies) as Sound[];
  expect(new Set(sounds.map(shapeOf)).size).toBe(sounds.length);
});

test('whatever has a sound has a sentence for screen readers, in both languages', () => {
  for (const [words, controls] of [
    [wordsOf.en, enControls],
    [wordsOf.fr, frControls],
  ] as const) {
    const sentences: Record<Sound, string[]> = {
      muted: [words.voice.confirmed.muted, words.voice.told.hostMuted('Hana')],
      unmuted: [words.voice.confirmed.unmuted],
      connected: [words.voice.confirmed.joined, words.voice.confirmed.joinedMuted, words.shell.lineBack],
      'came-in': [words.sounds.cameIn('Ben')],
      hand: [controls.news.hand('Ben'), controls.news.yourHand(1)],
      'line-lost': [words.shell.lineLost, words.shell.restarting],
    };
    for (const said of Object.values(sentences).flat()) expect(said.length).toBeGreaterThan(8);
  }
});
