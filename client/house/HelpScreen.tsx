import type { CrisisResource } from '../../shared/house';
import { isWayToHelp } from '../../shared/links';
import type { App } from '../app-state';

/** Help outside this house. Needs nobody's name and no line: it came with the page. */
export function HelpScreen({ app }: { app: App }) {
  const { help } = app.words.value.house;
  const { crisis } = app.house.value.charter;
  return (
    <article class="page">
      <h1 tabIndex={-1}>{help.title}</h1>
      <p class="lead">{crisis.length > 0 ? help.lead : help.none}</p>
      <CrisisList crisis={crisis} />
    </article>
  );
}

export function CrisisList({ crisis }: { crisis: CrisisResource[] }) {
  return (
    <ul class="crisis">
      {crisis.map((resource) => (
        <Resource key={`${resource.title} ${resource.reach}`} {...resource} />
      ))}
    </ul>
  );
}

function Resource({ title, reach, link }: CrisisResource) {
  return (
    <li>
      <h2>{title}</h2>
      {link && isWayToHelp(link) ? (
        <a class="reach" href={link} rel="noreferrer noopener">
          {reach}
        </a>
      ) : (
        <p class="reach">{reach}</p>
      )}
    </li>
  );
}
