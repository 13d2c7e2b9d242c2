import { type ReadonlySignal, signal } from '@preact/signals';

/** What this person chose; kept on this device alone, or, where storage is shut, in this page. */
export interface Choice<Value> {
  readonly chosen: ReadonlySignal<Value>;
  choose(value: Value): void;
}

/** What this person chose for voice. All of it is "no" or "" until they choose. */
export const choices = {
  /** The voice as it is: cleaning it of noise hurts some hearing aids and instruments. */
  plain: yesOrNo('voice.plain'),
  /** A lower bit rate both ways: for lines that cost by the amount. */
  saveData: yesOrNo('voice.save-data'),
  /** The microphone opens only while a key or the button is held. */
  pushToTalk: yesOrNo('voice.push-to-talk'),
  /** The sound check was done, or passed over. */
  checked: yesOrNo('voice.checked'),
  /** The browser's id of a microphone or speaker; "" for whichever the device takes by itself. */
  microphone: text('voice.microphone'),
  speaker: text('voice.speaker'),
  /** Which small sounds are played: "" for what happens to oneself, "all", or "off". */
  sounds: text('voice.sounds'),
};

function yesOrNo(key: string): Choice<boolean> {
  const { chosen, choose } = text(key);
  const isChosen = signal(chosen.value === 'yes');
  return {
    chosen: isChosen,
    choose(yes) {
      isChosen.value = yes;
      choose(yes ? 'yes' : '');
    },
  };
}

function text(key: string): Choice<string> {
  const chosen = signal(kept(key));
  return {
    chosen,
    choose(value) {
      chosen.value = value;
      try {
        if (value) localStorage.setItem(key, value);
        else localStorage.removeItem(key);
      } catch {
        // Storage is shut on this device: the choice lasts as long as the page.
      }
    },
  };
}

function kept(key: string): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}
