/**
 * A test of something that not every machine has. Where a part is `lacking` (its name; undefined when it is
 * here) the run says by name what it did not check.
 */
export function testUnless(
  lacking: (string | undefined)[],
  name: string,
  run: () => Promise<void>,
  timeoutMs?: number,
) {
  const lacks = lacking.filter((one) => one !== undefined).join(', no ');
  if (lacks === '') return test(name, run, timeoutMs);
  process.stderr.write(`NOT CHECKED, no ${lacks} here: ${name}\n`);
  return test.todo(`${name} (not checked: no ${lacks} here)`);
}
