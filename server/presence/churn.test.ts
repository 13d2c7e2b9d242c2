import { handClock } from '../../test/support/clock';
import { dice } from '../../test/support/dice';
import { openHouse, type Person, until } from '../../test/support/house';

/** Longer than any place is kept after its line was lost. */
const ghostMs = 50_000;
/** Shorter than anything changes at the door. */
const blinkMs = 20_000;

test.each([1, 2])(
  'whatever people do, those inside are those who should be, and nobody is left behind (seed %s)',
  async (seed) => {
    const random = dice(seed);
    const clock = handClock();
    const house = await openHouse({ clock });
    const { rooms } = await house.look();
    const roomIds = rooms.slice(0, 2).map(({ id }) => id);
    /** Who is inside, as the people themselves know. */
    const truth = new Map<string, Set<string>>(roomIds.map((id) => [id, new Set()]));
    const cast = [];
    for (let n = 0; n < 12; n++) cast.push({ person: await house.come(`Person ${n}`), isOn: true });

    async function act(one: { person: Person; isOn: boolean }) {
      const roomId = roomIds[random(roomIds.length)] ?? '';
      const places = [...truth].filter(([, inside]) => inside.has(one.person.id)).map(([id]) => id);
      if (!one.isOn) {
        one.person = await house.again(one.person);
        one.isOn = true;
        for (const id of places) await one.person.enter(id);
        return;
      }
      switch (random(6)) {
        case 0:
        case 1:
          await one.person.enter(roomId);
          truth.get(roomId)?.add(one.person.id);
          return;
        case 2:
          await one.person.ask('room:leave', { roomId });
          truth.get(roomId)?.delete(one.person.id);
          return;
        case 3: // a line that is lost; most come back
          one.person.cut();
          await until(() => !one.person.socket.connected);
          one.isOn = false;
          return;
        case 4: // a reload
          for (const id of places) await one.person.get('presence:closing', { roomId: id });
          one.person.leave();
          one.person = await house.again(one.person);
          for (const id of places) await one.person.enter(id);
          return;
        default: // gone at once
          one.person.leave();
          one.isOn = false;
          for (const id of places) truth.get(id)?.delete(one.person.id);
      }
    }
    for (let step = 0; step < 120; step++) {
      await act(cast[random(cast.length)] as (typeof cast)[number]);
      if (random(8) === 0) await clock.advance(random(2_000));
    }

    // However the dice fell, some lines stay lost.
    for (const one of cast.slice(8, 10)) {
      if (!one.isOn) await act(one);
      await one.person.enter(roomIds[0] ?? '');
      one.person.cut();
      await until(() => !one.person.socket.connected);
      one.isOn = false;
    }

    // Back from a blink: those whose lines were lost lose nothing. The others are gone for good.
    await clock.advance(blinkMs);
    for (const one of cast.slice(0, 8)) if (!one.isOn) await act(one);
    await clock.advance(ghostMs);
    for (const one of cast) if (!one.isOn) for (const inside of truth.values()) inside.delete(one.person.id);
    const witness = await house.come('Rea');
    for (const roomId of roomIds) {
      const { here } = await witness.enter(roomId);
      const inside = here.map(({ person }) => person.id).filter((id) => id !== witness.id);
      expect(new Set(inside)).toEqual(truth.get(roomId));
      expect(here.every(({ line }) => line === 'ok')).toBe(true);
    }

    await house.close();
    const again = await openHouse({ dataFolder: house.dataFolder });
    for (const { inside } of (await again.look()).rooms)
      expect(inside).toEqual({ shows: 'name', names: [], more: 0 });
  },
);
