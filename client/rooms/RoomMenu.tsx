import { useMemo } from 'preact/hooks';
import { can } from '../../shared/roles';
import type { App } from '../app-state';
import { Choice } from '../ui/Choice';
import { Dialog } from '../ui/Dialog';
import { momentOf } from '../ui/moments';
import { sayRefused } from '../words/refused';
import { createActing } from './acting';
import { KeepChoice } from './KeepChoice';
import type { RoomState } from './room';
import { spokeAndLeft } from './spoke-and-left';

/** What a host can do about the room itself. */
export function RoomMenu({
  app,
  room,
  onPerson,
  onClose,
}: {
  app: App;
  room: RoomState;
  onPerson: (personId: string) => void;
  onClose: () => void;
}) {
  const { rooms: words } = app.words.value;
  const { why, act } = useMemo(() => createActing(app, () => {}), [app]);
  const { roomId } = room;
  const { open, atDoor } = room.room.value;
  const me = app.me.value;
  const left = spokeAndLeft(app, room);
  const stepBacks = room.stepBacks.value.filter(({ until }) => until > Date.now());
  return (
    <Dialog app={app} title={words.lookAfterRoom} onClose={onClose}>
      <p class="quiet-text">{words.everyoneSees}</p>
      <div>
        <button
          type="button"
          class={open ? 'care' : ''}
          onClick={() => void act(open ? 'room:close' : 'room:reopen', { roomId })}
        >
          {open ? words.close : words.reopen}
        </button>
        {open && <p class="hint">{words.closeHint}</p>}
      </div>
      <Choice
        label={words.doorShows}
        choices={words.doorChoices}
        chosen={atDoor}
        onChoose={(chosen) => void act('room:at-door', { roomId, atDoor: chosen })}
      />
      {me && can(me.role, 'choose how long words are kept') && <KeepChoice app={app} room={room} act={act} />}
      <h3>{words.steppedBack}</h3>
      {stepBacks.length === 0 && <p class="quiet-text">{words.noneSteppedBack}</p>}
      <ul class="stepped-back">
        {stepBacks.map(({ person, until, by }) => (
          <li key={person.id} class="row">
            <span>
              <strong>
                <bdi>{person.name}</bdi>
              </strong>{' '}
              {words.steppedBackUntil(momentOf(app.language.value, until), by)}
            </span>
            <button
              type="button"
              aria-label={words.welcomeBackNamed(person.name)}
              onClick={() => void act('room:welcome-back', { roomId, personId: person.id })}
            >
              {words.welcomeBack}
            </button>
          </li>
        ))}
      </ul>
      {left.length > 0 && <h3>{words.spokeAndLeft}</h3>}
      <ul class="stepped-back">
        {left.map(({ id, name }) => (
          <li key={id} class="row">
            <strong>
              <bdi>{name}</bdi>
            </strong>
            <button type="button" aria-label={words.lookAfterPerson(name)} onClick={() => onPerson(id)}>
              {words.lookAfter}
            </button>
          </li>
        ))}
      </ul>
      {why.value && <p class="error">{sayRefused(app.words.value, why.value)}</p>}
    </Dialog>
  );
}
