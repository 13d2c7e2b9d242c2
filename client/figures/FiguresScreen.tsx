import { useEffect, useMemo } from 'preact/hooks';
import { can } from '../../shared/roles';
import type { App } from '../app-state';
import { FiguresTables } from './FiguresTables';
import { readFigures } from './figures';
import './figures.css';

/** How the house is doing. Stewards alone; nothing moves but the numbers. */
export function FiguresScreen({ app }: { app: App }) {
  const { figures: words } = app.words.value;
  const me = app.me.value;
  const may = me !== undefined && can(me.role, 'read the figures');
  return (
    <article class="page figures">
      <h1 tabIndex={-1}>{words.title}</h1>
      <p class="lead">{may ? words.lead : words.onlyStewards}</p>
      {may && <Fresh app={app} />}
    </article>
  );
}

function Fresh({ app }: { app: App }) {
  const { figures: words, shell } = app.words.value;
  const { reading, stop } = useMemo(() => readFigures(app.link), [app]);
  useEffect(() => stop, [stop]);
  const { figures, isOld } = reading.value;
  return (
    <>
      {isOld && <p class="notice">{figures ? words.old : words.none}</p>}
      {!figures && !isOld && <p class="quiet-text">{shell.moment}</p>}
      {figures && <FiguresTables words={words} language={app.language.value} figures={figures} />}
    </>
  );
}
