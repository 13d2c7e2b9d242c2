import { createHmac, randomBytes } from 'node:crypto';
import type { Ice } from '../../shared/voice';

export interface IceSettings {
  /** A coturn server that shares `secret` with us (`use-auth-secret`, `static-auth-secret`). */
  turn?: { urls: string[]; secret: string; ttlSeconds: number };
  stun: string[];
}

/**
 * The ways by which browsers may reach each other. With a relay they are relay only, so that people in
 * voice never see each other's network address. The relay's user name is when it ends and a random part,
 * which says nothing of the person (draft-uberti-behave-turn-rest-00; coturn's `use-auth-secret`).
 */
export function createIce({ turn, stun }: IceSettings, now: () => number) {
  return {
    relayOnly: turn !== undefined,
    /** Made anew at each call, and good for so long, or for less. */
    give(seconds = Infinity): Ice {
      if (!turn) return { iceServers: stun.length > 0 ? [{ urls: stun }] : [], relayOnly: false };
      const endsAt = Math.floor(now() / 1000) + Math.min(seconds, turn.ttlSeconds);
      const username = `${endsAt}:${randomBytes(9).toString('base64url')}`;
      const credential = createHmac('sha1', turn.secret).update(username).digest('base64');
      return { iceServers: [{ urls: turn.urls, username, credential }], relayOnly: true };
    },
  };
}

export type IceGiver = ReturnType<typeof createIce>;
