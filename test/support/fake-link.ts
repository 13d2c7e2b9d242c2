import { signal } from '@preact/signals';
import type { Line, Link } from '../../client/link';
import type { Command, Fact, Told } from '../../shared/contract';

type Reply = { ok: true; value: unknown } | { ok: false; why: string; retryInMs?: number };
type Asked = { name: Command; input: Record<string, unknown>; answer: (reply: Reply) => void };

/** A line held in the hand: what was asked waits until the test answers it, and facts come when it says so. */
export function createFakeLink() {
  const line = signal<Line>('connecting');
  const ups = new Set<() => void>();
  const ears = new Map<string, Set<(told: never) => void>>();
  const waiting: Asked[] = [];

  const link = {
    line,
    ask: (name: Command, input: Record<string, unknown>) =>
      new Promise((resolve) => {
        if (line.value !== 'up') return resolve({ ok: false, why: 'offline' });
        waiting.push({ name, input, answer: resolve });
      }),
    hear(name: string, listen: (told: never) => void) {
      const all = ears.get(name) ?? new Set();
      ears.set(name, all.add(listen));
      return () => void all.delete(listen);
    },
    whenUp(run: () => void) {
      ups.add(run);
      if (line.value === 'up') run();
      return () => void ups.delete(run);
    },
    doubt: () => {},
    open: () => {},
    close: () => {},
  } as unknown as Link;

  const settled = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };

  return {
    link,
    waiting,
    settled,
    async up() {
      line.value = 'up';
      for (const run of [...ups]) run();
      await settled();
    },
    /** The line breaks: whatever waits for an answer gets none. */
    async lose() {
      line.value = 'lost';
      for (const { answer } of waiting.splice(0)) answer({ ok: false, why: 'offline' });
      await settled();
    },
    async tell<Name extends Fact>(name: Name, told: Told<Name>) {
      for (const listen of [...(ears.get(name) ?? [])]) listen(told as never);
      await settled();
    },
    /** Answers the oldest such question, and gives what was asked. */
    async answer(name: Command, reply: Reply | ((input: Record<string, unknown>) => Reply)) {
      const at = waiting.findIndex((asked) => asked.name === name);
      const [asked] = at < 0 ? [] : waiting.splice(at, 1);
      if (!asked)
        throw new Error(`nobody asked ${name}; waiting: ${waiting.map((one) => one.name).join(', ')}`);
      asked.answer(typeof reply === 'function' ? reply(asked.input) : reply);
      await settled();
      return asked.input;
    },
  };
}
