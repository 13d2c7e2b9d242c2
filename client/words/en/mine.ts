/** One's own words: a copy of them, and the end of them. */
export const mine = {
  title: 'Your words',
  link: 'Your words: take a copy, or erase everything',
  unknown: 'This device is not known here, so there is nothing of yours to show. Come in to a room first.',
  as: (name: string) => `You are known here as ${name}.`,
  take: 'Take a copy',
  takeText:
    'You get a file with your name, your choices, and what you wrote in rooms and on boards. Nobody else’s words are in it. Keep it where only you can read it.',
  asPage: 'As a page to read',
  asData: 'As data (JSON)',
  taken: 'Your copy is in your downloads.',
  erase: 'Erase everything',
  eraseText: 'This takes all that is yours out of this house, for good.',
  otherWays:
    '“I am someone else”, on the card before a room, is less: this device forgets you, but your words stay where they are.',
  sure: {
    title: 'Erase everything of yours?',
    goes: 'What goes',
    going: [
      'your name, on every device',
      'what you wrote in every room',
      'what you wrote on boards, and titles you gave',
      'your place in rooms and in voice',
    ],
    stays: 'What we cannot take back',
    staying: ['what others copied or quoted from you', 'copies that people saved on their own devices'],
    soon: 'It is gone from every screen within a minute, and from this server’s files within a day. Old backups may hold it until they run out.',
    steward:
      'You are a steward. If you are the only one, nobody can look after this house until the person who runs the server starts it again and opens the new steward link.',
    noWayBack: 'There is no way back.',
    yes: 'Erase everything of mine',
  },
  erased:
    'It is done. Your words leave every screen within a minute, and this server’s files within a day. You can come in again as somebody new, whenever you like.',
  copy: {
    title: 'Your words',
    lead: 'A copy of what this house keeps of yours. Keep it where only you can read it.',
    name: (name: string) => `Your name here: ${name}`,
    role: (role: string) => `You are: ${role}`,
    atDoor: (choice: string) => `At the door you are: ${choice}`,
    cameAt: (day: string) => `You first came in on ${day}`,
    device: (day: string) => `A device is known since ${day}`,
    saidIn: (room: string) => `What you said in ${room}`,
    wroteIn: (room: string) => `What you wrote on boards in ${room}`,
    titled: (title: string) => `A board you gave its title: ${title}`,
  },
};
