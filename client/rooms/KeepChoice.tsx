import { useSignal } from '@preact/signals';
import { keepsChoices } from '../../shared/limits';
import type { Keeps } from '../../shared/rooms';
import type { App } from '../app-state';
import { Choice } from '../ui/Choice';
import type { createActing } from './acting';
import type { RoomState } from './room';

/** How long words stay in a room. To keep them for less takes a second press: what goes does not come back. */
export function KeepChoice({
  app,
  room: { roomId, room },
  act,
}: {
  app: App;
  room: RoomState;
  act: ReturnType<typeof createActing>['act'];
}) {
  const { rooms: words } = app.words.value;
  const { keeps } = room.value;
  const wanted = useSignal<Keeps>(keeps);
  const isLess = keepsChoices.indexOf(wanted.value) < keepsChoices.indexOf(keeps);
  const keep = (chosen: Keeps) => act('room:keep', { roomId, keeps: chosen });

  function choose(chosen: Keeps) {
    wanted.value = chosen;
    if (keepsChoices.indexOf(chosen) > keepsChoices.indexOf(keeps)) void keep(chosen);
    else if (chosen !== keeps) app.announce(words.keepSure(words.keeps[chosen]), 'assertive');
  }
  return (
    <div class="stack">
      <Choice label={words.wordsStay} choices={words.keeps} chosen={wanted.value} onChoose={choose} />
      {isLess && (
        <>
          <p class="error">{words.keepSure(words.keeps[wanted.value])}</p>
          <button type="button" class="care" onClick={() => void keep(wanted.value)}>
            {words.keepYes(words.keeps[wanted.value])}
          </button>
        </>
      )}
    </div>
  );
}
