import { join } from 'node:path';
import { pino } from 'pino';
import { machineClock } from './clock';
import { readConfig } from './config';
import { createServer } from './create-server';
import { builtLook } from './look';
import { openStore } from './store/open';

/** Where things really start. The only file that touches `process`. */
async function main() {
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel }, pino.destination(2));
  const store = await openStore({ dataFolder: config.dataFolder, mongodbUrl: config.mongodbUrl });
  const look = await builtLook(join(import.meta.dirname, '..'));
  const server = await createServer({ store, settings: config.settings, log, clock: machineClock, look });
  const { port } = await server.listen(config.port, config.host);

  const address = config.settings.publicUrl ?? `http://localhost:${port}`;
  process.stdout.write(`Porchlight: the light is on at ${address}\n`);
  const stewardLink = await server.stewardLink();
  if (stewardLink)
    process.stdout.write(
      `This house has no steward yet. Open this link once to become its steward: ${address}${stewardLink}\n`,
    );

  let stopping = false;
  async function stop() {
    if (stopping) return;
    stopping = true;
    // Nothing that hangs may keep the house from restarting.
    setTimeout(() => process.exit(1), 9_000).unref();
    await server.close();
    await store.close();
    process.exit(0);
  }
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // One forgotten promise must not close every room.
  process.on('unhandledRejection', (problem) =>
    log.error({ problem: String(problem) }, 'a promise was forgotten'),
  );
}

main().catch((problem: unknown) => {
  process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}\n`);
  process.exit(1);
});
