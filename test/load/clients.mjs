import { fork } from 'node:child_process';
import { join } from 'node:path';

const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * Starts a process of clients (`chatters.mjs`, `writers.mjs`, `idlers.mjs`), so that their work is not in the server's
 * figures. It is asked by name, and answers with what its function of that name gives.
 */
export function startClients(script) {
  const child = fork(join(import.meta.dirname, script));
  running.add(child);
  return {
    ask: (name, asked) =>
      new Promise((resolve, reject) => {
        child.once('message', ({ value, problem }) =>
          problem ? reject(new Error(problem)) : resolve(value),
        );
        child.send({ name, asked });
      }),
    stop() {
      child.kill('SIGKILL');
      running.delete(child);
    },
  };
}

/** The other side of `startClients`. */
export function answer(functions) {
  process.on('message', async ({ name, asked }) => {
    try {
      process.send({ value: await functions[name](asked) });
    } catch (problem) {
      process.send({ problem: String(problem?.stack) });
    }
  });
  process.on('disconnect', () => process.exit());
}

/** Milliseconds of a clock that all processes of this machine share. */
export const sharedNow = () => Number(process.hrtime.bigint()) / 1e6;
