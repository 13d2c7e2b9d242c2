import { newId } from '../../shared/ids';
import type { Signal } from '../../shared/voice';
import { type Person, until } from '../support/house';
import { inVoice, offer } from '../support/in-voice';

/** Ada and Bob are in voice. Mal would hear them without being seen among them. */
async function openScene() {
  const scene = await inVoice();
  const { house, roomId, ada, bob, adaSeat, bobSeat } = scene;
  const mal = await house.come('Mal');
  const hana = await scene.hostComes();
  const quiet = (await house.room('quiet')).id;
  const steward = await house.steward();

  return {
    ...scene,
    mal,
    hana,
    quiet,
    steward,
    /** Mal takes a seat as anyone may, and connects to both: what he says then is what he replays later. */
    async malSits(page: Person = mal) {
      await page.enter(roomId);
      const { seat } = await page.get('voice:join', { roomId, muted: true });
      for (const { id } of [adaSeat, bobSeat])
        await page.get('voice:signal', { roomId, from: seat.id, to: id, epoch: 0, signal: offer });
      for (const one of [ada, bob]) {
        await one.heard('voice:signalled');
        one.forgetHeard();
      }
      return seat;
    },
    async loses(page: Person) {
      const pages = async () => (await steward.get('figures:read', {})).held.pages;
      const before = await pages();
      page.cut();
      await until(async () => (await pages()) < before, 'the line is seen to be lost');
    },
  };
}

type Scene = Awaited<ReturnType<typeof openScene>>;

/** By which page of his, and from which seats in which rooms, he tries then. */
interface Guise {
  page: Person;
  from: string[];
  rooms?: string[];
}

const guises: Record<string, (scene: Scene) => Promise<Guise>> = {
  'is outside the room': async ({ mal, adaSeat }) => ({ page: mal, from: [newId(), adaSeat.id] }),
  async 'only looks at the door'({ house, adaSeat }) {
    const page = await house.stranger();
    await page.get('house:look', {});
    return { page, from: [adaSeat.id] };
  },
  async 'is inside without a seat'({ mal, roomId, adaSeat, bobSeat }) {
    await mal.enter(roomId);
    return { page: mal, from: [newId(), adaSeat.id, bobSeat.id, mal.id] };
  },
  async 'has a seat, and claims those of others'({ mal, malSits, adaSeat, bobSeat }) {
    await malSits();
    return { page: mal, from: [adaSeat.id, bobSeat.id] };
  },
  async 'has a seat in another room'({ mal, quiet, roomId, adaSeat }) {
    await mal.enter(roomId);
    await mal.enter(quiet);
    const { seat } = await mal.get('voice:join', { roomId: quiet, muted: true });
    return { page: mal, from: [seat.id, adaSeat.id], rooms: [roomId, quiet] };
  },
  async 'has a seat by text'({ mal, malSits, roomId }) {
    const seat = await malSits();
    await mal.get('voice:step', { roomId, step: 'text' });
    return { page: mal, from: [seat.id] };
  },
  async 'left voice'({ mal, malSits, roomId }) {
    const seat = await malSits();
    await mal.get('voice:leave', { roomId });
    return { page: mal, from: [seat.id] };
  },
  async 'left the room'({ mal, malSits, roomId, quiet }) {
    const seat = await malSits();
    await mal.get('room:leave', { roomId });
    await mal.enter(quiet);
    return { page: mal, from: [seat.id], rooms: [roomId, quiet] };
  },
  async 'went on in another tab'({ mal, malSits, anotherPage, roomId }) {
    const seat = await malSits();
    const tab = await anotherPage(mal);
    await tab.get('voice:join', { roomId, muted: true, resume: seat.id });
    return { page: mal, from: [seat.id] };
  },
  async 'took another seat'({ mal, malSits, roomId }) {
    const seat = await malSits();
    await mal.get('voice:join', { roomId, muted: true });
    return { page: mal, from: [seat.id] };
  },
  async 'lost the line of the page that has the seat'({ mal, malSits, anotherPage, loses }) {
    const seat = await malSits();
    const tab = await anotherPage(mal);
    await loses(mal);
    return { page: tab, from: [seat.id] };
  },
  async 'was asked to step back'({ mal, malSits, hana, roomId }) {
    const seat = await malSits();
    await hana.get('room:step-back', { roomId, personId: mal.id, minutes: 15 });
    return { page: mal, from: [seat.id] };
  },
  async 'was asked to step back, and was welcomed back'({ mal, malSits, hana, roomId }) {
    const seat = await malSits();
    await hana.get('room:step-back', { roomId, personId: mal.id, minutes: 15 });
    await hana.get('room:welcome-back', { roomId, personId: mal.id });
    await mal.enter(roomId);
    return { page: mal, from: [seat.id] };
  },
  async 'was asked to step back while the line was lost'({ mal, malSits, hana, loses, house, roomId }) {
    const seat = await malSits();
    await loses(mal);
    await hana.get('room:step-back', { roomId, personId: mal.id, minutes: 15 });
    return { page: await house.again(mal), from: [seat.id] };
  },
  async 'was given another role'({ mal, malSits, steward, house, roomId }) {
    const seat = await malSits();
    await steward.get('people:role', { roomId, personId: mal.id, role: 'host' });
    const page = await house.renewed(mal);
    await page.enter(roomId);
    return { page, from: [seat.id] };
  },
  async 'was forgotten, and came as somebody else'({ mal, malSits, house, roomId }) {
    const seat = await malSits();
    await fetch(`${house.origin}/session`, {
      method: 'DELETE',
      headers: { origin: house.origin, cookie: mal.session.cookie ?? '' },
    });
    const page = await house.come('Mallory');
    await page.enter(roomId);
    return { page, from: [seat.id] };
  },
};

const signals: Signal[] = [
  offer,
  { type: 'answer', round: 0, sdp: 'v=0\r\n' },
  { type: 'candidate', round: 0, candidate: { candidate: '' } },
  { type: 'restart' },
  { type: 'rebuild' },
  { type: 'report', sent: 1, received: 0, deaf: true, wants: 'voice' },
];

test.each(Object.keys(guises))('nobody hears a signal of someone who %s, nor do they', async (name) => {
  const scene = await openScene();
  const { roomId, ada, bob, adaSeat, bobSeat } = scene;
  const { page, from, rooms = [roomId] } = await (guises[name] as (typeof guises)[string])(scene);
  for (const one of [ada, bob, page]) one.forgetHeard();

  const refusals = [];
  for (const room of rooms)
    for (const seat of from)
      for (const to of [adaSeat.id, bobSeat.id])
        for (const signal of signals)
          for (const epoch of [0, 1])
            refusals.push(await page.ask('voice:signal', { roomId: room, from: seat, to, epoch, signal }));
  for (const answer of refusals) expect(answer).toMatchObject({ ok: false });
  // Whoever answers him, as if he were there, is not heard by him either.
  for (const to of from.filter((seat) => ![adaSeat.id, bobSeat.id].includes(seat)))
    await ada.ask('voice:signal', { roomId, from: adaSeat.id, to, epoch: 0, signal: offer });

  expect(await page.heard('voice:signalled')).toEqual([]);
  for (const one of [ada, bob]) expect(await one.heard('voice:signalled')).toEqual([]);
  expect(refusals.length).toBeGreaterThanOrEqual(24);
});
