import type { App } from '../app-state';
import { Notice } from '../ui/Notice';
import { sayLetGo } from './let-go';

/** Stays at the door until it has been read. */
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
