import { probeRelay } from './probe';
import { placeOf } from './road';

const usage = 'npm run probe-relay -- turn:HOST:PORT[?transport=tcp] SECRET';

/** Says what is wrong with a relay, and ends with 1 when anything is. */
async function main([url, secret = process.env.TURN_SECRET]: string[]) {
  if (!url || !secret) throw new Error(usage);
  const findings = await probeRelay(placeOf(url), secret);
  const bad = findings.filter(({ isGood }) => !isGood);
  for (const { what } of bad) process.stdout.write(`NOT SO: ${what}\n`);
  process.stdout.write(`${findings.length - bad.length} of ${findings.length} are so.\n`);
  process.exit(bad.length > 0 ? 1 : 0);
}

main(process.argv.slice(2)).catch((problem: Error) => {
  process.stderr.write(`${problem.message}\n`);
  process.exit(2);
});
