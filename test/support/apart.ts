import { lackingBrowser } from './browser';
import { openHouse } from './house';
import { type Host, openNetwork } from './network';
import { lackingTurn, openTurn, type TurnOptions } from './turn';
import { choosePlainSound, someone } from './voice-page';

export const needsOfApart = { alsoLacking: [lackingBrowser, lackingTurn] };

export const adaHz = 440;
export const benHz = 660;

/**
 * Ada and Ben in browsers on a host each, a house on a third, and its relay, if there is to be one, on a fourth.
 * Whatever is changed in `turn` is what the house hands out from then on.
 */
export async function peopleApart({ relay }: { relay: TurnOptions | undefined }) {
  const { host } = openNetwork();
  const hosts = { ada: await host(), ben: await host(), house: await host(), relay: await host() };
  const turn = relay && (await openTurn({ ...relay, on: hosts.relay }));
  const house = await openHouse({ pages: true, settings: { voice: { turn, stun: [] } } });
  const there = { ...house, origin: await hosts.house.serve(80, house.port) };
  const comes = async (name: string, toneHz: number, on: Host) => {
    const person = await someone(there, name, toneHz, on);
    await choosePlainSound(person.page);
    return person;
  };
  const [ada, ben] = await Promise.all([comes('Ada', adaHz, hosts.ada), comes('Ben', benHz, hosts.ben)]);
  return { house: there, hosts, turn, ada, ben };
}
