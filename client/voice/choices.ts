import { type ReadonlySignal, signal } from '@preact/signals';

/** A yes or no that this person chose; kept on this device alone, or, where storage is shut, in this page. */
export interface Choice {
  readonly chosen: ReadonlySignal<boolean>;
  choose(yes: boolean): void;
}

/** What this person chose for voice. All of it is "no" until they choose. */
export const choices = {
  /** The voice as it is: cleaning it of noise hurts some hearing aids and instruments. */
  plain: kept('voice.plain'),
  /** A lower bit rate both ways: for lines that cost by the amount. */
  saveData: kept('voice.save-data'),
  /** The microphone opens only while a key or the button is held. */
  pushToTalk: kept('voice.push-to-talk'),
};

function kept(key: string): Choice {
  const chosen = signal(isKept(key));
  return {
    chosen,
    choose(yes) {
      chosen.value = yes;
      try {
        if (yes) localStorage.setItem(key, 'yes');
        else localStorage.removeItem(key);
      } catch {
        // Storage is shut on this device: the choice lasts as long as the page.
      }
    },
  };
}

function isKept(key: string): boolean {
  try {
    return localStorage.getItem(key) === 'yes';
  } catch {
    return false;
  }
}
