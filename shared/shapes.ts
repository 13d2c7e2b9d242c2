import * as z from 'zod';

/** Small shapes that several features share. */
export const Id = z.string().regex(/^[0-9A-Za-z]{22}$/);

/** Milliseconds since 1970, by the server's clock. */
export const Moment = z.int().nonnegative();

/** Control characters but line breaks and tabs, and halves of a character. */
const unprintable = /(?![\n\t])\p{Cc}|\p{Cs}/u;

/** What a person wrote: trimmed, not empty, well-formed; line breaks are kept. */
export function text(maxChars: number) {
  return z
    .string()
    .max(maxChars)
    .transform((written) => written.replaceAll('\r\n', '\n').trim())
    .refine((written) => written.length > 0 && !unprintable.test(written));
}

/** What a person is still writing, as it stands: it may be empty, and end in a space. */
export function typed(maxChars: number) {
  return z
    .string()
    .max(maxChars)
    .transform((written) => written.replaceAll('\r\n', '\n'))
    .refine((written) => !unprintable.test(written));
}

/** One line of what a person wrote. */
export function line(maxChars: number) {
  return text(maxChars).refine((written) => !written.includes('\n'));
}
