import type { App } from '../app-state';
import { penTone } from './pen-tone';
import type { Fellow } from './story';

/** Who else is on this board. Not a live region: who comes and goes is seen, not called out. */
export function Fellows({ app, fellows }: { app: App; fellows: Fellow[] }) {
  const { boards: words } = app.words.value;
  if (fellows.length === 0) return <p class="fellows">{words.alone}</p>;
  return (
    <div class="fellows">
      <span>{words.withYou}</span>
      <ul>
        {fellows.map(({ personId, name }) => (
          <li key={personId} class={`fellow tone-${penTone(personId)}`}>
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}
