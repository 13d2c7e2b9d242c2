import type { App } from '../app-state';
import type { LetGo } from '../rooms/room';
import { momentOf } from '../ui/moments';
import { Notice } from '../ui/Notice';
import type { Language, Words } from '../words/words';

/** Why this page is outside a room that it was in: by whom, until when, and what can be done. */
export function LetGoNotice({ app }: { app: App }) {
  const letGo = app.rooms.letGo.value;
  if (!letGo) return null;
  return (
    <Notice tone="care">
      <p>{sayLetGo(letGo, app.words.value, app.language.value)}</p>
      <button
        type="button"
        onClick={() => {
          app.rooms.letGo.value = undefined;
        }}
      >
        {app.words.value.shell.allRight}
      </button>
    </Notice>
  );
}

export function sayLetGo({ room, by, until, why }: LetGo, words: Words, language: Language): string {
  const { steppedBack, closed, other } = words.rooms.letGo;
  if (why === 'stepped-back' && by && until) return steppedBack(by, room, momentOf(language, until));
  if (why === 'room-closed' && by) return closed(by, room);
  return other(room, words.refusals[why]);
}
