import type { Doorway } from '../../shared/house';
import { can } from '../../shared/roles';
import type { App } from '../app-state';
import type { Words } from '../words/words';

/** One room at the door: what it is for, who is inside, the way in. */
export function DoorwayRow({ app, doorway }: { app: App; doorway: Doorway }) {
  const { house: words } = app.words.value;
  const { id, code, name, purpose, open, hosted } = doorway;
  const isInside = app.room.value?.roomId === id;
  const me = app.me.value;
  const lit = isLit(doorway);
  const mayEnter = open || (me !== undefined && can(me.role, 'enter a closed room'));
  return (
    <li class={`doorway${lit ? ' lit' : ''}`}>
      <div class="doorway-room">
        <h3>{name}</h3>
        <p class="purpose">{purpose}</p>
      </div>
      <p class="inside">
        <span>{open ? sayInside(doorway, words) : words.closed}</span>
        {open && hosted && <span class="tag">{words.hosted}</span>}
        {isInside && <span class="tag">{words.youAreInside}</span>}
      </p>
      {mayEnter && (
        <a class={`button${lit ? ' primary' : ''}`} href={`/r/${encodeURIComponent(code)}`}>
          {isInside ? words.goBack : words.comeIn}
          <span class="heard"> {name}</span>
        </a>
      )}
    </li>
  );
}

/** Is anyone in there, as far as it may be seen? */
function isLit({ open, inside }: Doorway): boolean {
  if (!open || inside.shows === 'hidden') return false;
  return inside.shows === 'counted' ? inside.count > 0 : inside.names.length + inside.more > 0;
}

function sayInside({ inside }: Doorway, words: Words['house']): string {
  if (inside.shows === 'hidden') return words.notShown;
  if (inside.shows === 'counted') return inside.count === 0 ? words.nobodyYet : words.people(inside.count);
  const { names, more } = inside;
  if (names.length === 0) return more === 0 ? words.nobodyYet : words.people(more);
  return words.names(names, more);
}
