/** Live typing: words that the others see while they are written. */
export const live = {
  title: 'Live typing',
  keyHint: 'Alt+L turns it on and off, also while you write.',
  /** What the others see, beside the switch. */
  states: {
    off: '',
    on: 'Everyone here sees what you write while you write it.',
    'from-next-key': 'From your next key on, everyone here sees what you write while you write it.',
    'from-next-line': 'Taken back: nobody sees this line. Your next one is shown live again.',
  },
  escapeHint: 'Escape takes it back.',
  waiting: 'Nobody sees what you write just now: the line is lost. Your words are kept.',
  /** The same, said once to screen readers. */
  said: {
    off: 'Live typing is off. Nobody sees what you write before you send it.',
    on: 'Live typing is on. Everyone here sees what you write while you write it.',
    'from-next-key': 'Live typing is on. From your next key on, everyone here sees what you write.',
    'from-next-line': 'Taken back. Nobody sees this line.',
  },
  lines: 'Being written now',
  writing: 'is still writing…',
  yours: 'you are writing this in another window…',
  others: 'Words others are still writing',
  othersChoices: { shown: 'shown', hidden: 'hidden until sent' },
  /** For whoever takes part in voice by text. */
  offer: 'You can take part by live typing: everyone here reads your words while you write them.',
};
