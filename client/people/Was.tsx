import { useEffect, useState } from 'preact/hooks';
import type { Person } from '../../shared/people';
import type { App } from '../app-state';

/** The name someone had a moment ago, beside their new one, for as long as the server asks for it. */
export function Was({ app, person }: { app: App; person: Person | undefined }) {
  const was = person?.was;
  const [, drawAnew] = useState(0);
  useEffect(() => {
    if (!was) return;
    const timer = setTimeout(() => drawAnew(was.until), was.until - Date.now());
    return () => clearTimeout(timer);
  }, [was?.until]);
  if (!was || was.until <= Date.now()) return null;
  return <span class="quiet-text"> ({app.words.value.people.was(was.name)})</span>;
}
