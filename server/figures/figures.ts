import type { Figures, Held, OldestWords } from '../../shared/figures';
import type { Counted } from './counted';
import type { Machine } from './machine';

/** How the house is doing, for its stewards: sums and times, never a person's trail. Nothing of it is stored. */
export function createFigures({ counted, machine, held, voice, rooms, inside, oldest }: Needs) {
  return {
    async read(): Promise<Figures> {
      const all = rooms().map(({ id, open }) => ({ open, inside: inside(id) }));
      return {
        ...machine.read(),
        ...counted.read(),
        people: new Set(all.flatMap((room) => room.inside.map(({ id }) => id))).size,
        rooms: {
          open: all.filter(({ open }) => open).length,
          withSomeone: all.filter((room) => room.inside.length > 0).length,
        },
        voice: voice(),
        held: held(),
        oldest: await oldest(),
      };
    },
  };
}

interface Needs {
  counted: Counted;
  machine: Machine;
  /** What the live parts hold in memory. */
  held: () => Held;
  voice: () => Figures['voice'];
  rooms: () => { id: string; open: boolean }[];
  inside: (roomId: string) => { id: string }[];
  /** Of each room that has any. */
  oldest: () => Promise<OldestWords[]>;
}

export type FiguresVerbs = ReturnType<typeof createFigures>;
