import { signal } from '@preact/signals';
import type { Asking, Command } from '../../shared/contract';
import type { Refusal } from '../../shared/result';
import type { App } from '../app-state';

/** One thing done at a time, and why it was not. `done` runs once it was. */
export function createActing(app: Pick<App, 'link' | 'announce' | 'words'>, done: () => void) {
  const why = signal<Refusal | undefined>(undefined);
  return {
    why,
    async act<Name extends Command>(name: Name, input: Asking<Name>) {
      const answer = await app.link.ask(name, input);
      why.value = answer.ok ? undefined : answer.why;
      if (answer.ok) done();
      else app.announce(app.words.value.refusals[answer.why], 'assertive');
    },
  };
}
