/** How long something takes, in whole seconds or minutes. */
export function time(seconds: number): string {
  if (seconds > 90) return `${Math.ceil(seconds / 60)} minutes`;
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}

/** The frame around every screen. */
export const shell = {
  skip: 'Skip to the page',
  more: 'More about this house',
  helpNow: 'Help now',
  /** Where there is little room. It must begin as `helpNow` does. */
  help: 'Help now',
  exitFast: 'Exit fast',
  exitHint: '“Exit fast” leaves this site at once. Pressing Shift three times quickly does the same.',
  howItWorks: 'How it works',
  editHouse: 'Look after the house',
  language: 'Language',
  theme: 'Light or dark',
  themes: { system: 'Like my device', light: 'Light', dark: 'Dark' },
  moment: 'One moment…',
  later: {
    opening: 'One moment…',
    missing: 'A part of this page did not arrive. Please try again, or load the page anew.',
    tryAgain: 'Try again',
  },
  close: 'Close',
  cancel: 'Not now',
  save: 'Save',
  saved: 'Saved.',
  allRight: 'All right',
  lineLost: 'We lost the line. What you see may be a little old. We keep trying to get back.',
  restarting: 'The house is restarting. You will be back in a moment.',
  full: 'This house cannot take one more page of yours right now. If you have others open, close one; this one goes on by itself.',
  lineBack: 'We are back. Nothing was lost.',
  storeOut: 'The server cannot save right now. Your words are kept here and go out when it can.',
  storeOutAtDoor:
    'The server cannot save right now. If you are new here, you may have to wait a little to come in.',
  relayOut: 'Voice may not reach everyone right now: the relay that carries it is out.',
  partsBack: 'The server is well again.',
  tooFast: (seconds: number) => `That was a little fast. Please try again in ${time(seconds)}.`,
  noScript:
    'You can read the door and find help without scripts. To come in to a room, please allow JavaScript for this site.',
  unknown: {
    title: 'This path leads nowhere',
    text: 'The address may have a small mistake in it, or the room has another name now.',
    back: 'Go to the front door',
  },
  how: {
    title: 'How it works, and what is kept',
    parts: [
      {
        title: 'Coming in',
        text: 'Pick a room and come in. No e-mail, no password. Any name is fine. You may write, talk, or just listen.',
      },
      {
        title: 'Who can see what',
        text: 'People in a room see your name, what you write there, and that you are in. At the door, others see your name, a number, or nothing. You choose. The stewards who run this server could read what is kept on it.',
      },
      {
        title: 'What is kept',
        text: 'Your name, what you write and the boards are kept on this server. Each room says how long words stay in it: 24 hours, 30 days, or for good. You can change your messages, take them back, or erase everything of yours. Voice is never recorded. Your device keeps one cookie, so that you are known when you return. Nothing is sent to other companies.',
      },
      {
        title: 'What hosts can do',
        text: 'Hosts can mute someone, ask someone to step back for a while, or close a room. Everyone inside sees it, and the person is told.',
      },
      {
        title: 'Not an emergency service',
        text: 'Nobody watches over these rooms all the time. If you are in danger, please reach out to the help listed here.',
      },
    ],
  },
};
