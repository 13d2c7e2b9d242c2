import { join } from 'node:path';
import { pino } from 'pino';
import { machineClock } from './clock';
import { readConfig } from './config';
import { createServer } from './create-server';
import { builtLook } from './look';
import { describe } from './sockets';
import { openStore } from './store/open';

/** Replaced once there is something to let go of. */
let stop: () => unknown = () => process.exit(0);

/** Where things really start. The only file that touches `process`. */
async function main() {
  process.on('SIGTERM', () => stop());
  process.on('SIGINT', () => stop());
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel }, pino.destination(2));
  const store = await openStore({ dataFolder: config.dataFolder, mongodbUrl: config.mongodbUrl });
  const look = await builtLook(join(import.meta.dirname, '..'));
  const server = await createServer({ store, settings: config.settings, log, clock: machineClock, look });
  const { port } = await server.listen(config.port, config.host);

  const address = config.settings.publicUrl ?? `http://localhost:${port}`;
  const stewardLink = await server.stewardLink();
  const said = [`Porchlight: the light is on at ${address}`];
  if (stewardLink)
    said.push(
      `This house has no steward yet. Open this link once to become its steward: ${address}${stewardLink}`,
    );
  if (address.startsWith('https:') && config.settings.trustProxy === 0)
    said.push(
      'HTTPS means that a proxy stands in front of this house, but TRUST_PROXY is 0: everybody counts as one ' +
        'network address and shares its limits. Set TRUST_PROXY to how many proxies there are, such as 1.',
    );
  process.stdout.write(`${said.join('\n')}\n`);

  stop = async () => {
    // Asked again, it is still stopping.
    stop = () => undefined;
    // Nothing that hangs may keep the house from restarting.
    setTimeout(() => process.exit(1), 9_000).unref();
    await server.close();
    await store.close();
    process.exit(0);
  };
  // One forgotten promise must not close every room.
  process.on('unhandledRejection', (problem) =>
    log.error({ problem: describe(problem) }, 'a promise was forgotten'),
  );
}

main().catch((problem: unknown) => {
  process.stderr.write(`${inPlainWords(problem)}\n`);
  process.exit(1);
});

/** What the operator reads when the house cannot open. */
function inPlainWords(problem: unknown): string {
  if (!(problem instanceof Error)) return String(problem);
  const { code, port, cause } = problem as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use already. End the program that has it, or set PORT to another number.`;
  if (code === 'EACCES' && port)
    return `This user may not open port ${port}. Set PORT to a number above 1023.`;
  return cause instanceof Error ? `${problem.message}: ${cause.message}` : problem.message;
}
