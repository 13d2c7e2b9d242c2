import type { Crowd } from './crowd';
import type { Keeper } from './keeper';
import type { Network } from './network';
import { pause, type Random } from './random';
import type { SmallDisk } from './small-disk';

/** A database that runs in a process of its own. */
interface Database {
  kill(): unknown;
  pause(): unknown;
  goOn(): unknown;
  restart(): Promise<void>;
}

export interface World {
  house: Keeper;
  crowd: Crowd;
  random: Random;
  /** Undefined where the machine does not give us one. */
  network: Network | undefined;
  disk: SmallDisk | undefined;
  database: Database | undefined;
}

/** Something that goes wrong for so many milliseconds; when it resolves, all is as before. */
export interface Strike {
  name: string;
  /** Strikes of one lane come one after the other, those of different lanes at the same time. */
  lane: 'house' | 'lines' | 'store';
  /** How often, beside the others of its lane. */
  share?: number;
  strike(forMs: number): Promise<unknown>;
}

/** All that can be made to go wrong in this world. What it lacks is named by `notDone`. */
export function strikesOn(world: World): Strike[] {
  return [...onHouse(world), ...onLines(world), ...onStore(world)];
}

/** What an entire nemesis does, and this one cannot. */
export function notDone({ network, disk, database }: World, onMongo: boolean): string[] {
  return [
    ...(network ? [] : ['partition', 'half-open lines', 'address change', 'kill -9 with a witness first']),
    ...(disk ? [] : ['disk full']),
    ...(database || !onMongo ? [] : ['database killed', 'database stopped']),
  ];
}

function onHouse({ house, crowd, network, random }: World): Strike[] {
  const lane = 'house' as const;
  async function endAndStart(...signals: NodeJS.Signals[]) {
    await house.end(...signals);
    await house.start();
  }
  const always: Strike[] = [
    { name: 'kill -9', lane, share: 5, strike: () => endAndStart('SIGKILL') },
    {
      name: 'kill -9 while starting',
      lane,
      async strike() {
        await house.end('SIGKILL');
        house.launch();
        await pause(random.between(0, 500));
        await endAndStart('SIGKILL');
      },
    },
    { name: 'SIGTERM', lane, strike: () => endAndStart('SIGTERM') },
    { name: 'SIGTERM twice', lane, strike: () => endAndStart('SIGTERM', 'SIGTERM') },
    {
      name: 'SIGSTOP',
      lane,
      async strike(forMs) {
        house.signal('SIGSTOP');
        await pause(forMs);
        house.signal('SIGCONT');
      },
    },
  ];
  if (!network) return always;
  return always.concat({
    name: 'kill -9 with a witness first',
    lane,
    async strike() {
      const mend = network.cutEveryone();
      try {
        await endAndStart('SIGKILL');
        await crowd.witness();
      } finally {
        mend();
      }
    },
  });
}

function onLines({ crowd, network, random }: World): Strike[] {
  const lane = 'lines' as const;
  let moves = 0;
  const some = () =>
    random
      .shuffled(crowd.devices)
      .slice(0, random.between(1, 4))
      .map(({ device }) => device);
  const always: Strike[] = [
    {
      name: 'stalled readers',
      lane,
      async strike(forMs) {
        const stalled = some();
        for (const device of stalled) device.sleep();
        await pause(forMs);
        for (const device of stalled) device.wake();
      },
    },
    {
      name: 'everybody reconnects',
      lane,
      async strike() {
        for (const { device } of crowd.devices) device.drop();
      },
    },
  ];
  if (!network) return always;

  async function cutFor(forMs: number, mend: () => void) {
    await pause(forMs);
    mend();
  }
  return always.concat(
    {
      name: 'partition of some',
      lane,
      strike: (forMs) => cutFor(forMs, network.cutAddresses(some().map((device) => device.address()))),
    },
    { name: 'partition of all', lane, strike: (forMs) => cutFor(forMs, network.cutEveryone()) },
    {
      // Those lines are dead without a word, and only their owners know it.
      name: 'half-open lines',
      lane,
      async strike(forMs) {
        const device = random.oneOf(crowd.devices).device;
        const mend = network.cutLines(device.address(), device.ports());
        device.drop();
        await cutFor(forMs, mend);
      },
    },
    {
      name: 'address change',
      lane,
      async strike(forMs) {
        const moved = some();
        const mend = network.cutAddresses(moved.map((device) => device.address()));
        for (const device of moved) {
          moves += 1;
          device.moveTo(`127.2.${moves >> 8}.${moves & 255}`);
          device.drop();
        }
        await cutFor(forMs, mend);
      },
    },
  );
}

const hourMs = 3_600_000;

function onStore({ house, disk, database }: World): Strike[] {
  const lane = 'store' as const;
  async function ordered(forMs: number, during: Parameters<Keeper['order']>[0], after: typeof during) {
    house.order(during);
    await pause(forMs);
    house.order(after);
  }
  const always: Strike[] = [
    ...([-hourMs, hourMs] as const).map((clockMs) => ({
      name: clockMs < 0 ? 'clock an hour back' : 'clock an hour ahead',
      lane,
      strike: (forMs: number) => ordered(forMs, { clockMs }, { clockMs: 0 }),
    })),
    ...(['refuses', 'loses answers', 'dawdles'] as const).map((mood) => ({
      name: `store ${mood}`,
      lane,
      strike: (forMs: number) => ordered(forMs, { mood }, { mood: 'well' }),
    })),
  ];
  const full: Strike[] = disk
    ? [
        {
          name: 'disk full',
          lane,
          async strike(forMs) {
            disk.fill();
            await pause(forMs);
            disk.free();
          },
        },
      ]
    : [];
  const databases: Strike[] = database
    ? [
        {
          name: 'database killed',
          lane,
          share: 3,
          async strike(forMs) {
            await database.kill();
            await pause(forMs);
            await database.restart();
          },
        },
        {
          name: 'database stopped',
          lane,
          async strike(forMs) {
            await database.pause();
            await pause(forMs);
            await database.goOn();
          },
        },
      ]
    : [];
  return [...always, ...full, ...databases];
}
