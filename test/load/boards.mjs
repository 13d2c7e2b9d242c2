import { median, quantile, startBare, startClients, startPorchlight } from './measured.mjs';

const rounds = 5;
/** Fifty keys a second on the whole board, whoever presses them. */
const keys = 150;
const everyMs = 20;

/** People writing on one board: what one key costs the server for each who sees it, and how long it takes. */
export async function boards({ row }) {
  for (const people of [20, 200]) {
    const ours = await openBoard(startPorchlight, people);
    const bare = await openBoard(() => startBare('bare-boards.mjs'), people, true);
    const found = { ours: [], bare: [] };
    for (let round = 0; round < rounds; round++) {
      found.ours.push(await ours.type());
      found.bare.push(await bare.type());
    }
    await Promise.all([ours.close(), bare.close()]);
    const figure = (name, pick, unit) =>
      row(`${people} writers: ${name}`, unit, median(found.ours.map(pick)), median(found.bare.map(pick)));
    figure('server CPU a key and reader', ({ cpuEach }) => cpuEach, 'µs');
    figure('from the key to the last reader, p50', ({ times }) => quantile(times, 0.5), 'ms');
    figure('from the key to the last reader, p99', ({ times }) => quantile(times, 0.99), 'ms');
  }
}

async function openBoard(start, people, bare = false) {
  const server = await start();
  const clients = startClients('writers.mjs');
  await clients.ask('open', { origin: server.origin, people, bare });
  return {
    async type() {
      const cpu = server.cpuMicros();
      const times = await clients.ask('type', { keys, everyMs });
      return { cpuEach: (server.cpuMicros() - cpu) / (keys * (people - 1)), times };
    },
    async close() {
      await clients.stop();
      await server.stop();
    },
  };
}
