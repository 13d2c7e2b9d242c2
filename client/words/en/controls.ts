/** What there is to do while one is in voice, and how the others are there. */
export const controls = {
  more: 'More',
  holdToTalk: 'Hold to talk',
  holdHint: 'Alt+T does the same while you hold it, also while you write.',
  raiseHand: 'Raise hand',
  lowerHand: 'Take hand down',
  handHint: 'Alt+H does the same, also while you write.',
  handsUp: (names: string) => `Hands up: ${names}`,
  /** One of several hands, in their order. */
  handOf: (place: number, name: string) => `${place}. ${name}`,
  you: 'you',

  inVoice: (seats: number) => (seats === 1 ? 'In voice: only you' : `In voice: ${seats}`),
  how: {
    speaking: 'speaking',
    muted: 'muted',
    silent: 'not muted',
    low: 'sound in less detail',
    listen: 'only listens',
    listenWeak: 'only listens: the line is weak',
    text: 'takes part by text',
    connecting: 'being connected',
    mending: 'line being mended',
    weak: 'weak line',
    hand: (place: number) => `hand up, number ${place}`,
    piece: 'has the talking piece',
  },
  broken: {
    both: (names: string) => `You and ${names} cannot hear each other right now. It is being mended.`,
    here: (names: string) => `You cannot hear ${names} right now. It is being mended.`,
    there: (names: string) => `${names} cannot hear you right now. It is being mended.`,
  },
  mended: (name: string) => `You and ${name} hear each other again.`,
  weak: {
    theirs: (name: string) => `${name}’s line is weak.`,
    yours: 'Your line is weak.',
    between: (name: string) => `The line between you and ${name} is weak.`,
  },
  good: 'The line is good.',
  notMeasured: 'The line is being looked at.',
  noLine: (name: string) => `No sound goes between you and ${name}: one of you takes part by text.`,

  volume: (name: string) => `How loud ${name} is for you`,
  percent: (share: number) => `${share} %`,
  silence: (name: string) => `Silence ${name} for me alone`,
  silenceHint: 'They are not told.',

  numbers: 'Numbers',
  lostHere: (share: string) => `Lost on the way to you: ${share}`,
  lostThere: (share: string) => `Lost on the way from you: ${share}`,
  concealed: (share: string) => `Made up by your browser to fill gaps: ${share}`,
  roundTrip: (ms: number) => `There and back: ${ms} ms`,
  rates: (sent: number, received: number) => `You send ${sent} kbit/s and get ${received} kbit/s`,
  relayed: (by: string) => `By the relay of this house, over ${by.toUpperCase()}`,
  direct: 'Straight from browser to browser',

  piece: {
    title: 'Talking piece',
    why: 'Like an object passed around a circle: whoever has it speaks, the others listen. You may pass it on at any time.',
    bringIn: 'Bring in the talking piece',
    yours: 'You have the talking piece. Unmute when you are ready.',
    yoursOpen: 'You have the talking piece.',
    theirs: (name: string) => `${name} has the talking piece. You can unmute when it is passed to you.`,
    has: (name: string) => `${name} has the talking piece.`,
    passTo: 'Pass it to',
    pass: 'Pass it on',
    leftLying: 'When somebody has had it for five minutes, anyone in voice can put it away.',
    putAway: 'Put it away',
    noneElse: 'Nobody else is in voice yet.',
  },

  part: {
    title: 'How you take part',
    label: 'I would like to',
    steps: { voice: 'speak and listen', listen: 'only listen', text: 'take part by text' },
    saveData: 'Save data',
    saveDataHint: 'Your voice takes about a fifth less data. It sounds plainer.',
    pushToTalk: 'Hold to talk',
    pushToTalkHint: 'You are heard only while you hold a button, or Alt+T.',
  },

  devices: {
    title: 'Microphone and speaker',
    microphone: 'Microphone',
    speaker: 'Speaker',
    byItself: 'As this device chooses',
    unnamed: (number: number) => `Number ${number}`,
    noNames: 'Your browser tells the names of microphones once you have unmuted.',
    noSpeakers: 'In this browser the speaker is chosen in the settings of your device.',
  },

  full: (places: number) =>
    `Up to ${places} people can talk at once here, because each speaks to each directly. Until there is a place, you take part by text.`,
  place: 'There is a place now. You can speak if you like.',
  byTextNow: 'You read and write with the others, and can raise your hand.',
  liveTyping: 'Turn on live typing',

  noRelay: {
    unreachable:
      'The relay of this house does not answer from here. Some networks block it. Another network may work, such as mobile data. Writing works here.',
    refused:
      'The relay does not take this house’s credentials: tell whoever runs the house. Until it is mended, writing works here.',
  },
  tryAgain: 'Try again',
  byText: 'Take part by text',

  news: {
    hand: (name: string) => `${name} raised a hand.`,
    yourHand: (place: number) => `Your hand is up, number ${place}.`,
    handDown: 'Your hand is down.',
    pieceAway: 'The talking piece is put away. Everyone may unmute.',
  },
};
