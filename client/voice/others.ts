import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { App } from '../app-state';
import type { CircleNeeds } from './circle';
import type { PairView } from './pair';

const nobody: ReadonlySet<string> = new Set();
const noPairs: ReadonlyMap<string, PairView> = new Map();

/** What the circle tells of the others and of our lines to them, as screens read it. */
export function createOthers(app: Pick<App, 'words' | 'announce'>) {
  const speaking = signal(nobody);
  const pairs = signal(noPairs);
  const heldBack = signal(false);
  const noRelay = signal<'unreachable' | 'refused' | undefined>(undefined);
  const volumes = signal<ReadonlyMap<string, number>>(new Map());

  return {
    seen: {
      /** Ids of the people who can be heard right now. */
      speaking: speaking as ReadonlySignal<ReadonlySet<string>>,
      /** Our line to each of the others, by their ids. */
      pairs: pairs as ReadonlySignal<ReadonlyMap<string, PairView>>,
      /** Ids of the people we are being connected to again, or who do not hear us or we them. */
      mending: computed(
        (): ReadonlySet<string> =>
          new Set([...pairs.value].filter(([, view]) => isBroken(view)).map(([personId]) => personId)),
      ),
      /** The browser wants a tap (`hear`) before it plays sound. */
      heldBack: heldBack as ReadonlySignal<boolean>,
      /** Why there is no way to the relay right now. */
      noRelay: noRelay as ReadonlySignal<'unreachable' | 'refused' | undefined>,
      /** How loud each person is played here, 0 to 1; whoever is not in it, fully. Not kept: it would tell whom one met. */
      volumes: volumes as ReadonlySignal<ReadonlyMap<string, number>>,
    },

    /** The circle's side of it. */
    told: {
      volumeOf: (personId) => volumes.value.get(personId) ?? 1,
      onPairs(views) {
        pairs.value = views;
      },
      onSpeaking(people) {
        speaking.value = people;
      },
      onHeldBack(held) {
        heldBack.value = held;
        // Whoever does not see the button that appears would only hear silence.
        if (held) app.announce(app.words.value.voice.hearThemWhy, 'assertive');
      },
      onNoRelay(why) {
        noRelay.value = why;
      },
    } satisfies Partial<CircleNeeds>,

    setVolume(personId: string, volume: number) {
      volumes.value = new Map(volumes.value).set(personId, volume);
    },
    /** We are out of voice: there is nobody to tell of. */
    clear() {
      speaking.value = nobody;
      pairs.value = noPairs;
      heldBack.value = false;
      noRelay.value = undefined;
    },
  };
}

const isBroken = ({ state, hearsThem, hearsMe }: PairView) => state === 'mending' || !hearsThem || !hearsMe;
