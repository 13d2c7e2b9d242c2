import { limits } from '../../shared/limits';
import type { Answered } from '../link';

/**
 * Sends what changes quickly no more often than `limits.liveEachMs`: the first at once, then the latest, and always
 * the last. No answer is waited for, or a slow line would hold back what was typed since.
 */
export function createPace(send: (text: string) => Promise<Answered<null>>) {
  let wanted = '';
  /** What the server was told last; undefined when that cannot be known. */
  let told: string | undefined = '';
  let isOpen = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function go() {
    clearTimeout(timer);
    timer = undefined;
    if (!isOpen || told === wanted) return;
    told = wanted;
    timer = setTimeout(go, limits.liveEachMs);
    void send(wanted).then(settle);
  }

  function settle(answer: Answered<null>) {
    if (answer.ok) return;
    told = undefined;
    if (answer.why !== 'too-fast' || !isOpen) return;
    clearTimeout(timer);
    timer = setTimeout(go, answer.retryInMs ?? limits.liveEachMs);
  }

  return {
    want(text: string) {
      wanted = text;
      if (timer === undefined) go();
    },
    /** We are inside: from now on it goes out. The server has forgotten what a lost line told it. */
    open() {
      isOpen = true;
      told = '';
      go();
    },
    hold() {
      isOpen = false;
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
