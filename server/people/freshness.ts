/**
 * Tells whether what was read of someone a moment ago still holds: for handshakes, between whose reading
 * and opening they may be renamed, given another role, or forgotten.
 */
export function createFreshness() {
  let turn = 0;
  const changedIn = new Map<string, number>();

  return {
    changed(personId: string) {
      turn += 1;
      changedIn.delete(personId);
      changedIn.set(personId, turn);
      const [longestAgo] = changedIn.keys();
      // No handshake waits while so many others change.
      if (changedIn.size > remembered && longestAgo) changedIn.delete(longestAgo);
    },
    /** To be called before reading; what it gives says whether nothing was changed about this person since. */
    begin() {
      const began = turn;
      return (personId: string) => (changedIn.get(personId) ?? 0) <= began;
    },
  };
}

const remembered = 10_000;
