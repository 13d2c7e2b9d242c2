import mongoose from 'mongoose';
import { z } from 'zod';
import { type Asking, type Command, commands } from '../../../shared/contract';
import { newId } from '../../../shared/ids';
import { handClock } from '../../../test/support/clock';
import { openHouse, post } from '../../../test/support/house';
import { mongoTest } from '../../../test/support/mongo-server';

const marker = 'EVIL';
const evils: unknown[] = [
  { $ne: null },
  { $gt: marker },
  { $in: [marker] },
  { $where: `'${marker}'` },
  { $regex: marker },
  { $eq: { $ne: marker } },
  [{ $ne: marker }],
  [marker],
  JSON.parse(`{ "__proto__": { "$ne": "${marker}" } }`),
  { constructor: { prototype: { $ne: marker } } },
  { toString: marker, length: 22 },
  `{"$ne":"${marker}"}`,
  `\ud800${marker}`,
];

mongoTest(
  'M9 whatever is sent in place of a value, no operator of its sender reaches a filter',
  async ({ url }) => {
    const clock = handClock();
    const house = await openHouse({ mongodbUrl: `${url}?monitorCommands=true`, clock });
    const filters = spyOnFilters();
    const { id: roomId } = await house.room('kitchen');
    const steward = await house.steward();
    await steward.enter(roomId);
    const sound: Record<string, unknown> = { roomId, personId: steward.id, boardId: newId(), seat: newId() };

    for (const name of Object.keys(commands) as Command[]) {
      const { input } = commands[name];
      const fields = input instanceof z.ZodObject ? Object.keys(input.shape) : [];
      const whole = Object.fromEntries(fields.map((field) => [field, sound[field] ?? newId()]));
      const tries = evils.flatMap((evil) => [
        ...fields.map((field) => ({ ...whole, [field]: evil })),
        { ...whole, $where: evil },
        evil,
      ]);
      for (const input of tries) {
        await steward.ask(name, input as Asking<typeof name>);
        await clock.advance(10_000); // nobody is too fast
      }
    }
    for (const evil of evils)
      for (const field of ['name', 'token', 'agreement'])
        for (const path of ['/session', '/steward'])
          await post(house.origin, path, { ...sound, [field]: evil });

    expect(filters.seen.length).toBeGreaterThan(100);
    expect(filters.seen.filter((filter) => !isOurs(filter))).toEqual([]);
  },
);

/** What the driver is told to look for, from now on, by the connection opened last. */
function spyOnFilters() {
  const seen: object[] = [];
  const client = mongoose.connections.at(-1)?.getClient();
  client?.on('commandStarted', ({ command }) => {
    const asked = [command, ...(command.updates ?? []), ...(command.deletes ?? [])];
    for (const { filter, q, query, pipeline } of asked)
      for (const one of [filter, q, query, pipeline]) if (one) seen.push(one);
  });
  return { seen };
}

/** Values, and where a page begins; nothing that a sender made up. */
function isOurs(filter: object): boolean {
  return Object.entries(filter).every(([field, value]) => {
    const past = value !== null && typeof value === 'object' ? (value.$gt ?? value.$lt) : value;
    const plain = past instanceof Date || past === null || typeof past !== 'object';
    return plain && !field.startsWith('$') && !(past !== value && String(past).includes(marker));
  });
}
