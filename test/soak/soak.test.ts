import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { slope } from './slope';

test('a slope is that of the nearest straight line', () => {
  const noise = [0.2, -0.1, -0.1, 0.1, -0.1, 0];
  expect(slope(noise.map((one, x) => [x, 3 * x + 7 + one]))).toBeCloseTo(3, 1);
  expect(slope([0, 1, 2].map((x) => [x, 5]))).toBe(0);
});

test('after some minutes of coming and going nothing is held that was not held before', () => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['test/support/run.mjs', 'test/soak/soak.ts', '--hours', '0.05'],
    { cwd: join(__dirname, '../..'), encoding: 'utf8', timeout: 60_000 },
  );
  process.stderr.write(`${stdout.split('\n', 1)[0]}\n`);
  expect([status, stdout, stderr]).toEqual([0, expect.stringContaining('back where it was: met'), '']);
}, 60_000);
