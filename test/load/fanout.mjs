import { lookAtDoor } from './come-in.mjs';
import { median, quantile, startBare, startClients, startPorchlight, wait } from './measured.mjs';

const repeats = 3;
const rounds = 2;
const settleMs = 10_000;
/** How many people share one process of clients. */
const together = 250;

/** Messages in one room: what one delivery costs the server, what one person costs, and how long it takes. */
export async function fanout({ row }) {
  for (const { people, messages, everyMs } of [
    { people: 100, messages: 160, everyMs: 25 },
    { people: 500, messages: 80, everyMs: 50 },
  ]) {
    const found = { ours: [], bare: [] };
    for (let repeat = 0; repeat < repeats; repeat++) {
      const ours = await openRoom(startPorchlight, people);
      const bare = await openRoom(() => startBare('bare-chat.mjs'), people);
      await wait(settleMs);
      const rss = { ours: ours.rssEach(), bare: bare.rssEach() };
      for (let round = 0; round < rounds; round++) {
        found.ours.push({ rss: rss.ours, ...(await ours.talk(messages, everyMs)) });
        found.bare.push({ rss: rss.bare, ...(await bare.talk(messages, everyMs)) });
      }
      await Promise.all([ours.close(), bare.close()]);
    }
    const figure = (name, pick, unit, bar) =>
      row(`${people} people: ${name}`, unit, median(found.ours.map(pick)), median(found.bare.map(pick)), bar);
    figure('server CPU a delivery', ({ cpuEach }) => cpuEach, 'µs', 1.5);
    figure('memory a person', ({ rss }) => rss / 1024, 'kB', 2);
    figure('from send to the last person, p50', ({ times }) => quantile(times, 0.5), 'ms');
    figure('from send to the last person, p99', ({ times }) => quantile(times, 0.99), 'ms');
  }
}

/** A server with so many people inside its first room. */
async function openRoom(start, people) {
  const server = await start();
  const door = await lookAtDoor(server.origin);
  await wait(1_000);
  const before = server.rssBytes();
  const processes = [];
  for (let from = 0; from < people; from += together) {
    const clients = startClients('chatters.mjs');
    processes.push(clients);
    await clients.ask('enter', {
      origin: server.origin,
      door,
      from,
      to: Math.min(people, from + together),
    });
  }

  return {
    rssEach: () => (server.rssBytes() - before) / people,

    async talk(messages, everyMs) {
      const cpu = server.cpuMicros();
      await processes[0].ask('talk', { roomId: door.roomId, messages, everyMs });
      const listened = await Promise.all(processes.map((clients) => clients.ask('listen', { messages })));
      const cpuEach = (server.cpuMicros() - cpu) / (messages * people);
      return { cpuEach, times: timesToLast(listened) };
    },

    async close() {
      await Promise.all(processes.map((clients) => clients.stop()));
      await server.stop();
    },
  };
}

/** Milliseconds from each message's sending until the last of all people had it. */
function timesToLast(listened) {
  const sent = new Map(listened.flatMap((times) => times.sent));
  const last = new Map();
  for (const [id, at] of listened.flatMap((times) => times.heard))
    last.set(id, Math.max(at, last.get(id) ?? 0));
  return [...last].map(([id, at]) => at - sent.get(id));
}
