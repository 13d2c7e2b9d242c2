/** What the address bar asks for. */
export type Route =
  | { at: 'door' }
  | { at: 'room'; code: string; boardId?: string }
  | { at: 'help' }
  | { at: 'how' }
  | { at: 'mine' }
  | { at: 'steward' }
  | { at: 'house' }
  | { at: 'figures' }
  | { at: 'practice' }
  | { at: 'unknown' };

export function routeOf(path: string): Route {
  const [first, second, third, fourth, ...rest] = path.split('/').filter(Boolean).map(readable);
  if (!first) return { at: 'door' };
  if (first === 'r' && second && rest.length === 0) {
    if (!third) return { at: 'room', code: second };
    if (third === 'boards' && fourth) return { at: 'room', code: second, boardId: fourth };
  }
  const at = !second && plain.find((one) => one === first);
  if (at) return { at };
  return { at: 'unknown' };
}

/** Screens with a path of one word. */
const plain = ['help', 'how', 'mine', 'steward', 'house', 'figures', 'practice'] as const;

/** Codes are said aloud and typed by hand: case, spaces and dashes make no difference. */
export function sameCode(one: string, other: string): boolean {
  return bare(one) === bare(other);
}

const bare = (code: string) => code.toLowerCase().replace(/[\s_-]/g, '');

function readable(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
