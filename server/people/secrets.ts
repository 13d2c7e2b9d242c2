import { createHash, randomBytes } from 'node:crypto';

/** 256 bits that nobody can guess, as they fit into a cookie or a link. */
export const newSecret = () => randomBytes(32).toString('base64url');

/** What is stored of a secret: enough to know it again, not to use it. */
export const hash = (secret: string) => createHash('sha256').update(secret).digest('base64url');

/** Derived from the secret, so that only a page of ours, which was given it, can open a socket. */
export const handshakeToken = (secret: string) => hash(`handshake ${secret}`);
