import { signal } from '@preact/signals';
import type { House } from '../../shared/house';
import type { Link } from '../link';

/** The door as this page knows it: drawn from the page itself, then kept up to date over the line. */
export function createHouse({ start, link }: { start: House; link: Link }) {
  const house = signal(start);

  /** Looks again, and hears every change from then on. Keeps what it knows when no answer comes. */
  async function look() {
    const answer = await link.ask('house:look', {});
    if (answer.ok) house.value = answer.value;
  }

  link.hear('house:doorway', (doorway) => {
    const { rooms } = house.value;
    const known = rooms.some(({ id }) => id === doorway.id);
    const changed = known
      ? rooms.map((room) => (room.id === doorway.id ? doorway : room))
      : [...rooms, doorway];
    house.value = { ...house.value, rooms: changed };
  });
  link.hear('house:changed', (charter) => {
    house.value = { ...house.value, charter };
  });
  link.whenUp(() => void look());

  return { house, look };
}
