/** Who may do what: one row an act. The server enforces it; the client greys out what would be refused. */
export const roles = ['peer', 'host', 'steward'] as const;
export type Role = (typeof roles)[number];

const peers: readonly Role[] = ['peer', 'host', 'steward'];
const hosts: readonly Role[] = ['host', 'steward'];
const stewards: readonly Role[] = ['steward'];

const acts = {
  'enter a room': peers,
  'enter a closed room': hosts,
  write: peers,
  speak: peers,
  'start a board': peers,
  'mute someone in voice': hosts,
  'ask someone to step back': hosts,
  'close or reopen a room': hosts,
  'choose what the door shows': hosts,
  'choose how long words are kept': stewards,
  'change the house': stewards,
  'give a role': stewards,
  'read the figures': stewards,
} satisfies Record<string, readonly Role[]>;

export type Act = keyof typeof acts;

export function can(role: Role, act: Act): boolean {
  return (acts[act] as readonly Role[]).includes(role);
}

/** Nobody acts against someone of a higher or equal standing: hosts look after peers, stewards after all. */
export function standsOver(role: Role, other: Role): boolean {
  return roles.indexOf(role) > roles.indexOf(other);
}
