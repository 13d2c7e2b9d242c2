import type { Present } from '../../shared/presence';
import { can, standsOver } from '../../shared/roles';
import type { App } from '../app-state';
import { Was } from '../people/Was';
import type { RoomState } from '../rooms/room';
import { Disc } from '../ui/Disc';
import { voiceOf } from '../voice/voice';

/** Who is here, and how; oneself first. */
export function HereList({
  app,
  room,
  onOpen,
}: {
  app: App;
  room: RoomState;
  onOpen: (personId: string) => void;
}) {
  const { presence } = app.words.value;
  const me = app.me.value;
  const here = room.here.value;
  const meFirst = [...here].sort(
    (one, other) => Number(other.person.id === me?.id) - Number(one.person.id === me?.id),
  );
  return (
    <section class="here" aria-labelledby="here-title">
      <h2 id="here-title">
        {presence.hereNow} <span class="quiet-text">{here.length > 1 && here.length}</span>
      </h2>
      {here.length === 1 && here[0]?.person.id === me?.id && <p class="first">{presence.first}</p>}
      <ul>
        {meFirst.map((present) => (
          <PersonRow
            key={present.person.id}
            app={app}
            room={room}
            present={present}
            onOpen={() => onOpen(present.person.id)}
          />
        ))}
      </ul>
    </section>
  );
}

interface Row {
  app: App;
  room: RoomState;
  present: Present;
  onOpen: () => void;
}

function PersonRow({ app, room, present, onOpen }: Row) {
  const { people, rooms } = app.words.value;
  const { person } = present;
  const me = app.me.value;
  const isMe = person.id === me?.id;
  const looksAfter = me && can(me.role, 'ask someone to step back') && standsOver(me.role, person.role);
  const speaks = voiceOf(app).speaking.value.has(person.id);
  return (
    <li class={`person${present.line === 'lost' ? ' lost' : ''}`}>
      <Disc name={person.name} ringed={speaks} />
      <div class="person-words">
        <p class="person-name">
          <bdi>{person.name}</bdi>
          {isMe && <span class="quiet-text"> ({people.you})</span>}
          <Was app={app} person={person} />
          {person.role !== 'peer' && <span class="tag">{people.roles[person.role]}</span>}
        </p>
        <p class={`person-how${speaks ? ' speaks' : ''}`}>{sayHow(app, room, present)}</p>
      </div>
      {looksAfter && (
        <button type="button" class="plain" onClick={onOpen} aria-label={rooms.lookAfterPerson(person.name)}>
          {rooms.lookAfter}
        </button>
      )}
    </li>
  );
}

/** A lost line says most; then voice; then what the person chose. */
function sayHow(app: App, room: RoomState, { person, how, line }: Present): string {
  const { presence } = app.words.value;
  if (line === 'lost') return presence.lineLost;
  const seat = room.seats.value.find(({ personId }) => personId === person.id);
  const { speaking, mending } = voiceOf(app);
  if (mending.value.has(person.id)) return presence.weakLine;
  if (speaking.value.has(person.id)) return presence.speaking;
  const inVoice = seat && (seat.muted ? presence.muted : presence.inVoice);
  return [presence.hows[how], inVoice].filter(Boolean).join(', ');
}
