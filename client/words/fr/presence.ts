/** Qui est là, et comment. */
export const presence = {
  hereNow: 'Ici en ce moment',
  first: 'Vous êtes la première personne ici. La lumière reste allumée.',
  howYouAre: 'Je suis',
  hows: { here: 'ici', listening: 'à l’écoute', text: 'par écrit', away: 'absent un moment' },
  lineLost: 'ligne coupée',
  speaking: 'parle',
  inVoice: 'en voix',
  muted: 'micro coupé',
  weakLine: 'ligne faible',
};
