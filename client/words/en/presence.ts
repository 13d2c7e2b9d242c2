/** Who is here, and how. */
export const presence = {
  hereNow: 'Here now',
  first: 'You’re first here. The light stays on.',
  howYouAre: 'I am',
  hows: { here: 'here', listening: 'just listening', text: 'text only', away: 'away for a bit' },
  lineLost: 'line lost',
  speaking: 'speaking',
  inVoice: 'in voice',
  muted: 'muted',
  weakLine: 'weak line',
};
