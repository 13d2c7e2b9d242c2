import { type Gathering, gatherCast } from './cast';
import { pause } from './random';
import { openWatched, readStory } from './scribe';

export type Crowd = Awaited<ReturnType<typeof gatherCrowd>>;

/** A house full of people who are never still, and come back by themselves after every loss, as the client does. */
export async function gatherCrowd(gathering: Gathering) {
  const { history } = gathering;
  const { devices, visitor, kitchen, both, boards, talkers, writers, scribes, hosts, listeners } =
    await gatherCast(gathering);

  /** Those whose tabs went out of the kitchen try again now and then, as people do. */
  const returning = async (isResting: () => boolean) => {
    for (; !isResting(); await pause(300)) for (const tab of writers) if (!tab.room()) tab.enter(kitchen);
  };

  let resting = false;
  let acting: Promise<unknown> = Promise.resolve();
  const isResting = () => resting;
  const tabs = [...talkers, ...hosts, ...listeners].map((one) => one.visitor).concat(writers);

  /** Someone with nothing in hand reads: nobody who still holds what was lost can bring it back first. */
  async function witness({ whole = false } = {}) {
    const tab = visitor('rea');
    history.write('rea', { op: 'loaded' });
    for (const room of whole ? [...both].reverse() : [kitchen]) {
      await tab.settleIn(room);
      if (whole) await tab.readWhole();
    }
    for (const place of boards) {
      const story = openWatched(tab, place, history);
      while (!story.opened.value) await pause(20);
      readStory(story, 'rea', place.board, history);
      story.end();
    }
    tab.close();
  }

  function leave() {
    resting = true;
    for (const scribe of scribes) scribe.end();
    for (const tab of tabs) tab.close();
  }

  return {
    /** Everyone is gone, whatever they were at. */
    leave,
    devices: [...devices].map(([name, device]) => ({ name, device })),
    witness,

    /** Everyone is busy, until `rest`. */
    live() {
      resting = false;
      acting = Promise.all([
        ...[...talkers, ...scribes, ...hosts, ...listeners].map((one) => one.act(isResting)),
        returning(isResting),
      ]);
    },

    /** Everyone finishes what they began, has it answered, and writes down what they see; all go home. */
    async rest() {
      resting = true;
      await acting;
      for (const room of both) await Promise.all(talkers.map(({ visitor: tab }) => tab.settleIn(room)));
      await Promise.all(writers.map((tab) => tab.settleIn(kitchen)));
      await Promise.all(scribes.map((scribe) => scribe.settle()));
      await pause(500); // what the server told last is on its way
      for (const scribe of scribes) scribe.read();
      for (const room of both)
        await Promise.all(
          talkers.map(async ({ visitor: tab }) => {
            await tab.settleIn(room);
            await tab.readWhole();
          }),
        );
      leave();
    },
  };
}
