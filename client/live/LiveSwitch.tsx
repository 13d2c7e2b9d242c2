import { useEffect } from 'preact/hooks';
import type { App } from '../app-state';
import type { RoomState } from '../rooms/room';
import { type Live, liveOf } from './live';
import './live.css';

/** Turns live typing on and off, and says beside it what the others see right now. */
export function LiveSwitch({ app, room, stateId }: { app: App; room: RoomState; stateId: string }) {
  const { live: words } = app.words.value;
  const live = liveOf(app, room);
  useKey(live);
  const isOn = live.on.value;
  return (
    <div class={isOn ? 'live-switch is-on' : 'live-switch'}>
      <label title={words.keyHint}>
        <input type="checkbox" checked={isOn} aria-keyshortcuts="Alt+L" onChange={() => toggle(live)} />
        {words.title}
      </label>
      <span id={stateId}>
        {isOn && (room.inside.value ? words.states[live.showing.value] : words.waiting)}
      </span>{' '}
      {live.showing.value === 'on' && <span class="live-keys">{words.escapeHint}</span>}
    </div>
  );
}

const toggle = (live: Live) => (live.on.peek() ? live.turnOff() : live.turnOn());

/** Alt+L works wherever one is on the page, also while writing. */
function useKey(live: Live) {
  useEffect(() => {
    function hear(event: KeyboardEvent) {
      if (event.code !== 'KeyL' || !event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
      // A Mac would write the sign ¬.
      event.preventDefault();
      toggle(live);
    }
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [live]);
}
