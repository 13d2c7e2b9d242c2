import type { PairView } from '../pair';
import type { Voice } from '../voice';
import { howItIs, othersWhoHear, whyNotHeard } from './mend';
import { createJudge } from './meter';

const talking = (over: Partial<Extract<Voice, { at: 'talking' }>> = {}): Voice => ({
  ...{ at: 'talking', roomId: 'kitchen', muted: false, step: 'voice' },
  ...over,
});

test.each([
  ['away', { voice: { at: 'away' } }],
  ['away', { voice: { at: 'refused', roomId: 'kitchen', why: 'microphone-none' } }],
  ['joining', { voice: { at: 'joining', roomId: 'kitchen', muted: true } }],
  ['by-text', { voice: talking({ step: 'text', muted: true }) }],
  ['weak', { voice: talking({ step: 'listen', muted: true }) }],
  ['elsewhere', { voice: talking({ muted: true }), piece: 'ben' }],
  ['muted', { voice: talking({ muted: true }), piece: 'ada' }],
  ['muted', { voice: talking({ muted: true }) }],
  ['held', { pushToTalk: true }],
  ['nothing', {}],
  // Whoever is heard is heard, however they hold their button.
  ['well', { pushToTalk: true, loudness: 'well' }],
] as const)('the first thing in the way of being heard is named: %s', (finding, over) => {
  const asked = { voice: talking(), me: 'ada', piece: null, pushToTalk: false, loudness: 'nothing' } as const;
  expect(whyNotHeard({ ...asked, ...over })).toBe(finding);
});

test.each([
  ['both', {}],
  ['weak', { isWeak: true }],
  ['connecting', { state: 'connecting' }],
  ['connecting', { state: 'mending' }],
  ['not-from', { hearsThem: false, state: 'mending' }],
  ['not-to', { hearsMe: false }],
  ['neither', { hearsThem: false, hearsMe: false }],
] as const)('each way between two people is told apart: %s', (finding, over) => {
  const view: PairView = { state: 'connected', hearsThem: true, hearsMe: true, isWeak: false };
  expect(howItIs({ ...view, ...over })).toBe(finding);
});

test('only others who can hear are asked', () => {
  const seat = (personId: string, step: 'voice' | 'listen' | 'text') => ({
    ...{ id: personId, personId, muted: true, step, hand: null },
  });
  const seats = [seat('ada', 'voice'), seat('ben', 'listen'), seat('cleo', 'text')];
  expect(othersWhoHear(seats, 'ada')).toEqual(['ben']);
});

test('a voice is judged by its loudest moment of late, and not before there was time to speak', () => {
  const judge = createJudge(0);
  expect(judge(0, 100)).toBe('waiting');
  expect(judge(0.2, 200)).toBe('well');
  // A breath between two words.
  expect(judge(0, 2_000)).toBe('well');
  expect(judge(0.02, 2_800)).toBe('quiet');
  expect(judge(0.001, 5_400)).toBe('nothing');
});
