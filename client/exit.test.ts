import { createExit } from './exit';
import { createKept } from './kept';
import { createStillLink } from './still-link';

function onScreen() {
  const did: string[] = [];
  const style = { display: '' };
  const kept = createKept();
  kept.set('draft:kitchen', 'half a thought');
  const exit = createExit({
    exitTo: 'https://weather.example.org',
    kept,
    link: { ...createStillLink(), close: () => void did.push(`line closed, page ${style.display}`) },
    way: () => ({
      document: { documentElement: { style } },
      location: { replace: (to) => void did.push(`gone to ${to}`) },
    }),
  });
  return { did, kept, exit };
}

test('exit hides the page, lets go of everything and leaves, even when letting go fails', () => {
  const { did, kept, exit } = onScreen();
  exit.onExit(() => void did.push('microphone off'));
  exit.onExit(() => {
    throw new Error('broken');
  });
  exit.exitFast();
  expect(did).toEqual(['microphone off', 'line closed, page none', 'gone to https://weather.example.org']);
  expect(kept.get('draft:kitchen')).toBeUndefined();
  expect(kept.get('gone')).toBe('1');
});

test('three quick presses of Shift exit; slow ones, or ones with a letter between, do not', () => {
  const { did, exit } = onScreen();
  for (const at of [0, 900, 1_800, 2_700]) exit.press('Shift', at);
  for (const [key, at] of [
    ['Shift', 5_000],
    ['A', 5_100],
    ['Shift', 5_200],
    ['Shift', 5_300],
  ] as const)
    exit.press(key, at);
  expect(did).toEqual([]);
  exit.press('Shift', 5_400);
  expect(did.at(-1)).toContain('gone to');
});
