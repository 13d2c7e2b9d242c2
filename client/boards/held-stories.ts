import { effect, type Signal, signal } from '@preact/signals';
import type { App } from '../app-state';
import type { RoomState } from '../rooms/room';
import { openStory, type Story } from './story';

interface Held {
  story: Story;
  /** How many screens show it. */
  shown: Signal<number>;
}

const held = new Map<string, Held>();

/**
 * The story of a board for as long as it is on the screen, and after that until its last word is saved: who
 * looks at the talk while the line is lost finds their words again. Quick exit, and being outside the room,
 * end it at once. Gives how to take it off the screen.
 */
export function holdStory(app: App, room: RoomState, boardId: string): { story: Story; release(): void } {
  const { story, shown } = held.get(boardId) ?? hold(app, room, boardId);
  shown.value += 1;
  return {
    story,
    release() {
      shown.value -= 1;
    },
  };
}

function hold(app: App, room: RoomState, boardId: string): Held {
  const address = `${location.origin.replace(/^http/, 'ws')}/boards`;
  const story = openStory({ address, boardId, token: app.token() ?? '' });
  // A session that took another's place brought another token.
  story.provider.on('connection-close', () => {
    story.provider.protocols = ['porchlight', app.token() ?? ''];
  });
  const here: Held = { story, shown: signal(0) };
  held.set(boardId, here);
  let wasShown = false;

  const warn = (event: BeforeUnloadEvent) => {
    if (story.unsaved.peek()) event.preventDefault();
  };
  addEventListener('beforeunload', warn);
  const stops = [
    () => removeEventListener('beforeunload', warn),
    app.onExit(end),
    room.whenOutside(end),
    // The place in the room ran out while the line was lost, and is there again.
    room.whenInside(story.letIn),
    effect(() => {
      if (wasShown && here.shown.value === 0 && !story.unsaved.value) queueMicrotask(endUnlessShown);
      wasShown ||= here.shown.value > 0;
    }),
  ];

  function endUnlessShown() {
    if (here.shown.value === 0) end();
  }

  function end() {
    if (held.get(boardId) !== here) return;
    held.delete(boardId);
    for (const stop of stops) stop();
    story.end();
  }
  return here;
}
