const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A new random id, the same on both sides: 22 letters and digits, a little over 128 bits. */
export function newId(): string {
  let id = '';
  while (id.length < 22)
    // Bytes past the last whole alphabet would favour its first letters.
    for (const byte of globalThis.crypto.getRandomValues(new Uint8Array(32)))
      if (byte < 248 && id.length < 22) id += alphabet[byte % 62];
  return id;
}

/** Whose words are, that were erased with the person. */
export const nobody = '0'.repeat(22);
