import type { App } from '../app-state';
import type { RoomState } from '../rooms/room';
import { Choice } from '../ui/Choice';

/** One's own name, how one is here, and how much the door shows. */
export function You({ app, room, onRename }: { app: App; room: RoomState; onRename: () => void }) {
  const { people, presence, messages, live } = app.words.value;
  const me = app.me.value;
  if (!me) return null;
  const how = room.here.value.find(({ person }) => person.id === me.id)?.how ?? 'here';
  return (
    <section class="you" aria-label={people.you}>
      <p class="row">
        <strong>
          <bdi>{me.name}</bdi>
        </strong>
        <button type="button" onClick={onRename}>
          {people.changeName}
        </button>
      </p>
      <div class="choices">
        <Choice
          label={presence.howYouAre}
          choices={presence.hows}
          chosen={how}
          onChoose={(one) => void room.setHow(one)}
        />
        <Choice
          label={people.atDoor}
          choices={people.atDoorChoices}
          chosen={me.atDoor}
          onChoose={(atDoor) => void app.link.ask('people:at-door', { atDoor })}
        />
        <Choice label={messages.readAloud} choices={messages.readAloudChoices} chosen={app.reading} />
        <Choice label={live.others} choices={live.othersChoices} chosen={app.liveLines} />
      </div>
    </section>
  );
}
