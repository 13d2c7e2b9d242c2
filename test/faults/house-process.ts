import { pino } from 'pino';
import { machineClock } from '../../server/clock';
import { readConfig } from '../../server/config';
import { createServer } from '../../server/create-server';
import { openStore } from '../../server/store/open';
import { plainLook } from '../support/house';
import { type Mood, moody } from './moody-store';

/** What whoever started this process may order, at any time. */
export interface Orders {
  /** How far its clock is from the machine's, in milliseconds. */
  clockMs: number;
  mood: Mood;
}

/** What it says to whoever started it, once it takes visitors. */
export interface Ready {
  stewardLink: string | undefined;
}

/** The real server in a process of its own, with two ingredients that can be ordered about: its clock and its store. */
export async function runHouse() {
  let stop: () => unknown = () => process.exit(0);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop());
  process.on('disconnect', () => process.exit(0));
  let orders = JSON.parse(process.env.ORDERS ?? '{}') as Orders;
  process.on('message', (given: Orders) => {
    orders = given;
  });

  const { dataFolder, mongodbUrl, settings, port, host, logLevel } = readConfig(process.env);
  const log = pino({ level: logLevel }, pino.destination(2));
  const clock = { ...machineClock, now: () => machineClock.now() + orders.clockMs };
  const kept = await openStore({ dataFolder, mongodbUrl });
  const store = moody(kept, () => orders.mood);
  const server = await createServer({ store, settings, log, clock, look: plainLook });
  await server.listen(port, host);
  stop = async () => {
    await server.close();
    await store.close();
    process.exit(0);
  };
  process.send?.({ stewardLink: await server.stewardLink() } satisfies Ready);
}
