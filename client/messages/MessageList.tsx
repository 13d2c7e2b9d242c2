import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { App } from '../app-state';
import { LiveLines } from '../live/LiveLines';
import { sayNotice } from '../rooms/notices';
import type { RoomState } from '../rooms/room';
import { dayOf, momentOf } from '../ui/moments';
import { type Entry, entriesOf } from './entries';
import { Said } from './Said';
import { UnsentRow } from './UnsentRow';

/** This near to an end of the list counts as being there, in pixels. */
const near = 80;

/**
 * The talk, newest at the bottom. It stays where the person reads: at the bottom while they are there,
 * and on the same words when older ones come in above.
 */
export function MessageList({ app, room }: { app: App; room: RoomState }) {
  const { messages: words } = app.words.value;
  const { talk } = room;
  const entries = useComputed(() => entriesOf(talk.list.value, room.notices.value));
  const log = useRef<HTMLDivElement>(null);
  const atBottom = useSignal(true);
  const oldest = talk.list.value[0]?.id;
  const newest = talk.list.value.at(-1)?.id;
  const drawn = useRef({ oldest, newest, height: 0, unsent: 0, box: '' });
  const unsent = talk.outbox.value;

  useLayoutEffect(() => {
    const shown = log.current;
    if (!shown) return;
    const before = drawn.current;
    const justWrote = unsent.length > before.unsent;
    // Where all is new, it was begun anew: one is where the newest is.
    const goesOn = talk.list.peek().some(({ id }) => id === before.newest);
    if (before.oldest !== oldest && goesOn) shown.scrollTop += shown.scrollHeight - before.height;
    else if (atBottom.peek() || justWrote || before.oldest !== oldest) shown.scrollTop = shown.scrollHeight;
    drawn.current = { oldest, newest, height: shown.scrollHeight, unsent: unsent.length, box: boxOf(shown) };
  });

  /** Lines that are still being written grow and go below: the newest words stay in sight, and all else stays put. */
  function keepPlace() {
    const shown = log.current;
    if (!shown) return;
    if (atBottom.peek()) shown.scrollTop = shown.scrollHeight;
    drawn.current.height = shown.scrollHeight;
  }

  // The window, the keyboard or the composer changed height: the newest words stay in sight.
  useEffect(() => {
    const shown = log.current;
    if (!shown) return;
    const watch = new ResizeObserver(() => {
      drawn.current.box = boxOf(shown);
      if (atBottom.peek()) shown.scrollTop = shown.scrollHeight;
    });
    watch.observe(shown);
    return () => watch.disconnect();
  }, []);

  function scrolled() {
    const shown = log.current;
    // What moved because the window did says nothing of where the person reads.
    if (!shown || shown.clientHeight === 0 || drawn.current.box !== boxOf(shown)) return;
    atBottom.value = shown.scrollHeight - shown.scrollTop - shown.clientHeight < near;
    if (shown.scrollTop < near && talk.earlierState.value === 'still') void talk.earlier();
  }
  function toBottom() {
    const shown = log.current;
    if (shown) shown.scrollTop = shown.scrollHeight;
    shown?.focus();
  }
  return (
    <div class="talk-list">
      <div
        ref={log}
        class="log"
        role="log"
        aria-live="off"
        aria-label={words.log(room.room.value.name)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has only a keyboard scrolls it with the arrows
        tabIndex={0}
        onScroll={scrolled}
      >
        {talk.more.value && (
          <button type="button" class="earlier" onClick={() => void talk.earlier()}>
            {talk.earlierState.value === 'failed' ? words.earlierMissing : words.earlier}
          </button>
        )}
        {talk.olderGone.value && <p class="nothing-yet">{words.olderGone[room.room.value.keeps]}</p>}
        {entries.value.length === 0 && unsent.length === 0 && !talk.olderGone.value && (
          <p class="nothing-yet">{words.nothingYet}</p>
        )}
        <ol>
          {entries.value.map((entry) => (
            <EntryRow key={entry.kind === 'day' ? entry.at : entry.key} app={app} room={room} entry={entry} />
          ))}
          {unsent.map((one) => (
            <UnsentRow key={one.id} app={app} room={room} unsent={one} />
          ))}
        </ol>
        <LiveLines app={app} room={room} onDrawn={keepPlace} />
      </div>
      {!atBottom.value && (
        <button type="button" class="to-bottom" onClick={toBottom}>
          {words.newBelow}
        </button>
      )}
    </div>
  );
}

const boxOf = ({ clientWidth, clientHeight }: HTMLElement) => `${clientWidth} ${clientHeight}`;

function EntryRow({ app, room, entry }: { app: App; room: RoomState; entry: Entry }) {
  const language = app.language.value;
  if (entry.kind === 'day') return <li class="day">{dayOf(language, entry.at)}</li>;
  if (entry.kind === 'said') return <Said app={app} room={room} said={entry} />;
  return (
    <li class="room-notice">{sayNotice(entry.notice, app.words.value, (at) => momentOf(language, at))}</li>
  );
}
