const moods = (
  'Quiet Gentle Calm Kind Patient Warm Steady Soft Brave Mellow Bright Easy Golden Early Evening Hushed ' +
  'Mossy Amber Silver Tender Sunny Misty Clear Humble Curious Candid Cosy Friendly'
).split(' ');
const beings = (
  'Heron Otter Maple River Sparrow Willow Lantern Meadow Robin Harbour Cedar Moth Pebble Fern Finch Hazel ' +
  'Wren Brook Clover Badger Thistle Swallow Orchard Plum Acorn Tern Birch Hare'
).split(' ');

/** Who one is: coming in, names, and how much the door shows. */
export const people = {
  /** A name to start with, out of two numbers from 0 to 1. */
  gentleName: (one: number, other: number) =>
    `${moods[Math.floor(one * moods.length)]} ${beings[Math.floor(other * beings.length)]}`,
  whatToCallYou: 'What should we call you?',
  nameHint: 'It need not be your real name. Leave it as it is to use this one.',
  weKeepTo: 'We keep to these:',
  comeIn: 'Come in',
  comingIn: 'Coming in…',
  notNow: 'not now',
  welcomeBack: (name: string) => `Welcome back, ${name}`,
  someoneElse: 'I am someone else',
  agreementChanged: 'The agreement has just changed. Please read it once more, then come in.',
  you: 'you',
  was: (name: string) => `was ${name}`,
  changeName: 'Change name',
  newName: 'New name',
  nameChanged: (name: string) => `You are called ${name} now.`,
  atDoor: 'At the door I am',
  atDoorChoices: { name: 'shown by name', counted: 'only counted', hidden: 'not shown' },
  roles: { peer: 'peer', host: 'host', steward: 'steward' },
  steward: {
    title: 'Become a steward of this house',
    text: 'This link works once. A steward can change the house, its rooms and who hosts. Take it on a device that only you use.',
    as: (name: string) => `You are known here as ${name}.`,
    accept: 'Take the key',
    noToken: 'This address is not complete. Please open the whole steward link.',
  },
};
