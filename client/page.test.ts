import type { PageStart } from '../shared/house';
import { draw, title } from './page';
import { routeOf, sameCode } from './route';

const start = (path: string, more: Partial<PageStart> = {}): PageStart => ({
  path,
  language: 'en',
  exitTo: 'https://weather.example.org',
  house: {
    voice: { relayed: false, places: 8 },
    charter: {
      name: 'Riverside <Peers>',
      welcome: 'The light is on. Come as you are. You can listen, write or talk, and leave when you like.',
      agreement: { version: 1, text: 'Be kind.\nPass any time.' },
      crisis: [{ title: 'Crisis line', reach: '988', link: 'tel:988' }],
    },
    rooms: [
      {
        id: 'kitchenkitchenkitchen0',
        code: 'piano-42',
        name: 'Kitchen table',
        purpose: 'Everyday talk',
        open: true,
        keeps: 'month',
        hosted: true,
        inside: { shows: 'name', names: ['Ada', 'Ben'], more: 2 },
      },
    ],
  },
  ...more,
});

test('the door can be read before any script runs, and its links lead somewhere', () => {
  const html = draw(start('/'));
  for (const piece of [
    'Riverside &lt;Peers',
    'Kitchen table',
    'Ada, Ben, +2',
    'A host is here',
    'The light is on. Come as you are.</h1>',
  ])
    expect(html).toContain(piece);
  expect(html).toContain('href="/r/piano-42"');
  expect(html).toContain('href="https://weather.example.org"');
  expect(html).not.toContain('style=');
});

test('help is there for whoever has no name and no script', () => {
  expect(draw(start('/help'))).toContain('href="tel:988"');
  expect(draw(start('/help', { language: 'fr' }))).toContain('Aide immédiate');
});

test('the practice room says what it is before any script runs, and is found at the door', () => {
  expect(draw(start('/'))).toContain('href="/practice"');
  for (const [language, said] of [
    ['en', 'Nothing you say leaves this device.'],
    ['fr', 'Rien de ce que vous dites ne quitte cet appareil.'],
  ] as const)
    expect(draw(start('/practice', { language }))).toContain(said);
  expect(title(start('/practice'))).toBe('Practice room · Riverside <Peers>');
});

test('the entry card shows the agreement; a known device is welcomed back', () => {
  const html = draw(start('/r/Piano%2042'));
  expect(html).toContain('Pass any time.');
  expect(html).toContain('What should we call you?');
  const me = { id: 'ada', name: 'Ada', role: 'peer' as const, atDoor: 'name' as const };
  const known = draw(start('/r/piano-42', { session: { me, token: 't' } }));
  expect(known).toContain('Welcome back, Ada');
  expect(known).toContain('I am someone else');
});

test('an unknown room is a kind page, and each screen has its title', () => {
  expect(draw(start('/r/nowhere-1'))).toContain('This path leads nowhere');
  expect(title(start('/'))).toBe('Riverside <Peers>');
  expect(title(start('/r/piano-42'))).toBe('Kitchen table · Riverside <Peers>');
});

test('paths lead to screens, and codes are forgiving', () => {
  expect(routeOf('/r/piano-42/boards/abc')).toEqual({ at: 'room', code: 'piano-42', boardId: 'abc' });
  expect(routeOf('/r/%E0%A4%A')).toEqual({ at: 'room', code: '%E0%A4%A' });
  expect(routeOf('/elsewhere')).toEqual({ at: 'unknown' });
  expect(sameCode('piano-42', 'PIANO 42')).toBe(true);
  expect(sameCode('piano-42', 'piano-43')).toBe(false);
});
