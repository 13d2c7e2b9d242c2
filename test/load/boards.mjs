import { startClients } from './clients.mjs';
import { median, quantile } from './figures.mjs';
import { startServer } from './servers.mjs';

const rounds = 5;
const keys = 120;

/** People writing on one board: what one key costs the server for each who sees it, and how long it takes. */
export async function boards({ row }) {
  for (const { people, everyMs } of [
    { people: 20, everyMs: 20 },
    { people: 200, everyMs: 40 },
  ]) {
    const ours = await openBoard('porchlight', people);
    const bare = await openBoard('bare-boards', people);
    const found = { ours: [], bare: [] };
    for (let round = 0; round < rounds; round++) {
      found.ours.push(await ours.type(everyMs));
      found.bare.push(await bare.type(everyMs));
    }
    await Promise.all([ours.close(), bare.close()]);
    const figure = (name, unit, of) =>
      row(`${people} writers: ${name}`, unit, of(found.ours), of(found.bare));
    const times = (all) => all.flatMap((one) => one.times);
    figure('server CPU a key and reader', 'µs', (all) => median(all.map(({ cpuEach }) => cpuEach)));
    figure('from the key to the last reader, p50', 'ms', (all) => quantile(times(all), 0.5));
    figure('from the key to the last reader, p99', 'ms', (all) => quantile(times(all), 0.99));
  }
}

async function openBoard(name, people) {
  const server = await startServer(name);
  const bare = name === 'bare-boards';
  const clients = startClients('writers.mjs');
  await clients.ask('open', { origin: server.origin, people, bare });
  return {
    async type(everyMs) {
      const cpu = server.cpuMicros();
      const times = await clients.ask('type', { keys, everyMs });
      return { cpuEach: (server.cpuMicros() - cpu) / (keys * (people - 1)), times };
    },
    async close() {
      clients.stop();
      await server.stop();
    },
  };
}
