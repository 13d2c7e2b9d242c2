/** De petits sons qui disent où en est la voix, pour qui ne regarde pas. */
export const sounds = {
  label: 'Petits sons',
  choices: { own: 'à mon sujet', all: 'au sujet de tout le monde', off: 'aucun' },
  cameIn: (name: string) => `${name} est venu parler.`,
};
