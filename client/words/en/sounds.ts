/** Small sounds that tell how voice is, for those who do not look. */
export const sounds = {
  label: 'Small sounds',
  choices: { own: 'about me', all: 'about everyone', off: 'none' },
  cameIn: (name: string) => `${name} came in to voice.`,
};
