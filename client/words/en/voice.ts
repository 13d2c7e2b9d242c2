/** Talking and listening. */
export const voice = {
  title: 'Voice',
  nobody: 'Nobody is in voice.',
  who: (names: string) => `In voice: ${names}`,
  you: 'You',
  alone: 'Nobody else is in voice yet.',
  speak: 'Speak',
  speakHint: 'Your browser asks for the microphone.',
  listen: 'Just listen',
  listenHint: 'You come in muted. The microphone is not asked for until you unmute.',
  tryAgain: 'Try to speak again',
  connecting: 'Connecting…',
  connectingLineLost: 'We lost the line. Voice comes back by itself.',
  byText: 'Take part by text',
  byTextHint: 'Without any sound: you read and write with those who talk.',
  mute: 'Mute',
  unmute: 'Unmute',
  muteHint: 'Alt+M does the same, also while you write.',
  leave: 'Leave voice',
  hearThem: 'Tap to hear',
  hearThemWhy: 'Your browser or phone waits for a tap before it plays sound.',
  muted: 'You are muted.',
  onlyListens: 'You only listen. Nobody hears you.',
  inByText: 'You take part by text, without sound.',
  held: 'Hold the button or Alt+T to be heard.',
  live: 'Others can hear you.',
  speakingNow: (names: string) => `${names}: speaking`,
  /** In the list of who is here, after how they are. */
  how: {
    low: 'sound in less detail',
    listen: 'only listens',
    text: 'in voice by text',
    hand: 'hand up',
    piece: 'has the talking piece',
  },
  confirmed: {
    joinedByText: 'You are in voice by text. As many people talk right now as this room can carry.',
    joined: 'You are in voice. Others can hear you.',
    joinedMuted: 'You are in voice, muted.',
    muted: 'You are muted.',
    unmuted: 'Others can hear you again.',
    left: 'You left voice. The microphone is off.',
  },
  step: {
    voice: 'Your line is good again. Others hear you as usual.',
    low: 'Your line is weak. Your voice goes out in less detail, so that it gets through.',
    listen: 'Your line is too weak for your voice. You can hear the others, and write to them.',
    text: 'Your line is too weak for sound. You are still in voice by text.',
  },
  chosen: {
    voice: 'You send and hear sound in full.',
    low: 'You save data: less detail, the same words.',
    listen: 'You only listen now. Nobody hears you.',
    text: 'You take part by text now, without any sound.',
  },
  told: {
    elsewhere: 'Voice goes on in your other window. The microphone is off here.',
    hostMuted: (by: string) => `${by} muted you. Unmute when you are ready.`,
    microphoneHeldBack:
      'No sound comes from your microphone. Another program, a call or a switch on it may hold it. You can choose another under “More”.',
    microphoneReplaced: (label: string) =>
      `Your microphone is gone. You are heard through another one now${label && `: ${label}`}.`,
  },
  /** The microphone went away while they talked. */
  lost: {
    'microphone-refused':
      'The browser no longer gives us the microphone, so you are muted. Allow it beside the address, then unmute.',
    'microphone-none':
      'Your microphone is gone, so you are muted. Plug it in or choose another, then unmute.',
    'microphone-busy':
      'Your microphone does not answer, so you are muted. Another program may be using it. Close it there, then unmute.',
    insecure: 'Browsers only give the microphone to pages opened with https, so you are muted.',
  },
  refused: {
    'microphone-refused':
      'The browser did not give us the microphone. You can allow it beside the address, then try again. Listening and writing work without it.',
    'microphone-none': 'No microphone was found. You can still listen and write.',
    'microphone-busy':
      'Another program may be using the microphone. Close it there, then try again. You can still listen and write.',
    insecure: 'Browsers only give the microphone to pages opened with https. You can still listen and write.',
    'no-webrtc': 'This browser cannot carry voice. Everything written works here as usual.',
  },
  practice: {
    title: 'Practice room',
    lead: 'Try your microphone and your speaker, and what each button does. Nobody else is in here. Nothing you say leaves this device.',
    noScript: 'The practice room needs JavaScript. Please allow it for this site.',
    atDoor: 'New to talking here? Try it alone first:',
  },
  checkSound: 'Check my sound',
  trouble: 'Trouble with sound?',
  about: 'About voice',
  direct: 'This house has no relay for voice. People in voice can see each other’s network address.',
  relayed: 'Voice goes through this house’s relay. People in voice do not see each other’s network address.',
  neverRecorded: 'Voice is never recorded.',
  plain: 'Plain sound',
  plainHint:
    'Sends your voice as it is, without removing noise. Some hearing aids and instruments sound better so. It counts at once.',
};
