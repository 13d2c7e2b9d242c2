import type { Present } from '../../shared/presence';
import { can, standsOver } from '../../shared/roles';
import type { Seat } from '../../shared/voice';
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

/** A lost line says most; then what the person chose, and how they are in voice. */
function sayHow(app: App, room: RoomState, { person, how, line }: Present): string {
  const { presence } = app.words.value;
  if (line === 'lost') return presence.lineLost;
  const seat = room.seats.value.find(({ personId }) => personId === person.id);
  return [presence.hows[how], ...(seat ? sayInVoice(app, room, seat) : [])].join(', ');
}

function sayInVoice(app: App, room: RoomState, { personId, muted, step, hand }: Seat): string[] {
  const { presence, voice } = app.words.value;
  const { speaking, mending, pairs } = voiceOf(app);
  const isWeak = mending.value.has(personId) || pairs.value.get(personId)?.isWeak;
  const isSending = step === 'voice' || step === 'low';
  return [
    room.piece.value === personId && voice.how.piece,
    isSending && speaking.value.has(personId) && presence.speaking,
    isSending && !speaking.value.has(personId) && (muted ? presence.muted : presence.inVoice),
    step !== 'voice' && voice.how[step],
    isWeak && presence.weakLine,
    hand !== null && voice.how.hand,
  ].filter((said) => typeof said === 'string');
}
