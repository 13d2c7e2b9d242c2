import { useMemo } from 'preact/hooks';
import type { Person } from '../../shared/people';
import { can } from '../../shared/roles';
import type { App } from '../app-state';
import { Dialog } from '../ui/Dialog';
import { sayRefused } from '../words/refused';
import { createActing } from './acting';
import type { RoomState } from './room';

/** How long someone may be asked to step back, in minutes (`stepBackMinutes` of the contract). */
const minutes = [15, 60, 1440] as const;

/** What a host can do about one person. All of it is seen by everyone inside, and told to the person. */
export function PersonMenu({
  app,
  room,
  person,
  onClose,
}: {
  app: App;
  room: RoomState;
  person: Person;
  onClose: () => void;
}) {
  const { rooms: words } = app.words.value;
  const { why, act } = useMemo(() => createActing(app, onClose), [app]);
  const ids = { roomId: room.roomId, personId: person.id };
  const inVoice = room.seats.value.some(({ personId, muted }) => personId === person.id && !muted);
  const me = app.me.value;
  return (
    <Dialog app={app} title={words.lookAfterPerson(person.name)} onClose={onClose}>
      <p class="quiet-text">{words.everyoneSees}</p>
      {inVoice && (
        <button type="button" onClick={() => void act('voice:host-mute', ids)}>
          {words.mute}
        </button>
      )}
      <h3>{words.stepBack}</h3>
      <div class="row">
        {minutes.map((length) => (
          <button
            key={length}
            type="button"
            class="care"
            aria-label={`${words.stepBack} ${words.minutes[length]}`}
            onClick={() => void act('room:step-back', { ...ids, minutes: length })}
          >
            {words.minutes[length]}
          </button>
        ))}
      </div>
      {me && can(me.role, 'give a role') && (
        <button
          type="button"
          onClick={() => void act('people:role', { ...ids, role: person.role === 'host' ? 'peer' : 'host' })}
        >
          {person.role === 'host' ? words.makePeer : words.makeHost}
        </button>
      )}
      {why.value && <p class="error">{sayRefused(app.words.value, why.value)}</p>}
    </Dialog>
  );
}
