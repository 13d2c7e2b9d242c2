import { useLayoutEffect } from 'preact/hooks';
import type { App } from '../app-state';
import type { RoomState } from '../rooms/room';
import { Disc } from '../ui/Disc';
import { liveOf } from './live';

/**
 * What others are writing just now, where it will stand once it is said. No screen reader is told of each key; the
 * lines are one stop of the keyboard, to be read when one likes. `onDrawn` runs when their height may have changed.
 */
export function LiveLines({ app, room, onDrawn }: { app: App; room: RoomState; onDrawn: () => void }) {
  const { live: words } = app.words.value;
  const here = room.here.value.flatMap(({ person }) => {
    const text = liveOf(app, room).lines.value.get(person.id);
    return text === undefined || app.liveLines.value === 'hidden' ? [] : [{ ...person, text }];
  });
  useLayoutEffect(onDrawn, [here.map(({ id, text }) => `${id} ${text}`).join()]);
  if (here.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever reads by ear comes here to hear how far a line is
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in
    <div class="live-lines" role="group" aria-label={words.lines} tabIndex={0}>
      {here.map(({ id, name, text }) => (
        <div key={id} class="said live-line">
          <Disc name={name} />
          <div class="said-words">
            <p class="said-by">
              <strong>
                <bdi>{name}</bdi>
              </strong>{' '}
              <span class="live-mark">{id === app.me.value?.id ? words.yours : words.writing}</span>
            </p>
            <p class="body" dir="auto">
              {text}
            </p>
          </div>
        </div>
      ))}
    </div>
  );
}
