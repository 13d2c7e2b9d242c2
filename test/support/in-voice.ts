import type { Seat, Signal } from '../../shared/voice';
import { type HouseOptions, openHouse, type Person, until } from './house';

export const offer: Signal = { type: 'offer', round: 0, sdp: 'v=0\r\n' };

/** Ada and Bob, both in the kitchen's voice circle; Bob is muted. */
export async function inVoice(options: HouseOptions = {}) {
  const house = await openHouse(options);
  const { roomId, ada, bob } = await house.inRoom('kitchen', 'ada', 'bob');
  const adaIn = await ada.get('voice:join', { roomId, muted: false });
  const bobIn = await bob.get('voice:join', { roomId, muted: true });

  return {
    house,
    roomId,
    ada,
    bob,
    adaSeat: adaIn.seat,
    bobSeat: bobIn.seat,
    bobIn,
    /** From Ada to Bob, but for what `over` says. */
    signal: (person: Person, over: object = {}) =>
      person.ask('voice:signal', {
        ...{ roomId, from: adaIn.seat.id, to: bobIn.seat.id, epoch: 0, signal: offer },
        ...over,
      }),
    /** Somebody else, who takes a seat too. */
    async sits(name: string, over: { muted?: boolean; step?: Seat['step'] } = {}) {
      const person = await house.come(name);
      await person.enter(roomId);
      return { person, ...(await person.get('voice:join', { roomId, muted: true, ...over })) };
    },
    /** A host who is inside, and not in voice. */
    async hostComes(name = 'Hana') {
      const host = await house.comeAs('host', name);
      await host.enter(roomId);
      return host;
    },
    /** A new page of the same browser, inside the room. */
    async anotherPage(person: Person) {
      const page = await house.again(person);
      await page.enter(roomId);
      return page;
    },
  };
}

/** The circle as this page was told it last. */
export const circleOf = async (person: Person) => (await person.heard('voice:changed')).at(-1);
export const seatsOf = async (person: Person) => (await circleOf(person))?.seats;

export const seatsBecome = (person: Person, seats: Seat[]) =>
  until(async () => JSON.stringify(await seatsOf(person)) === JSON.stringify(seats), 'the seats are those');
