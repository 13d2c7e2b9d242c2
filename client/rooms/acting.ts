import { signal } from '@preact/signals';
import type { Asking, Command } from '../../shared/contract';
import type { App } from '../app-state';
import { becomes } from '../becomes';
import { type Refused, sayRefused } from '../words/refused';

/** A line that was cut a moment ago, as when one has just become a host, is mostly back within this. */
const lineWaitsMs = 3_000;

/** One thing done at a time, and why it was not. `done` runs once it was. */
export function createActing(app: Pick<App, 'link' | 'announce' | 'words'>, done: () => void) {
  const why = signal<Refused | undefined>(undefined);
  return {
    why,
    async act<Name extends Command>(name: Name, input: Asking<Name>) {
      await becomes(app.link.line, (line) => line === 'up', lineWaitsMs);
      const answer = await app.link.ask(name, input);
      why.value = answer.ok ? undefined : answer;
      if (answer.ok) done();
      else app.announce(sayRefused(app.words.value, answer), 'assertive');
    },
  };
}
