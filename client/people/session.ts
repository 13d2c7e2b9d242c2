import type { Entry, Session, StewardEntry } from '../../shared/people';
import type { Result } from '../../shared/result';
import type { Answered } from '../link';

export type CopyKind = 'html' | 'json';

/** What only HTTP can do, because it sets or clears the cookie. Never throws. */
export interface SessionDesk {
  begin(entry: Entry): Promise<Answered<Session>>;
  claim(entry: StewardEntry): Promise<Answered<Session>>;
  read(): Promise<Answered<Session>>;
  forget(): Promise<Answered<null>>;
  erase(): Promise<Answered<null>>;
  /** The copy's bytes, as a file of that kind. */
  copy(kind: CopyKind, language: string): Promise<Answered<Blob>>;
}

export const sessionDesk: SessionDesk = {
  begin: (entry) => request('POST', '/session', entry),
  claim: (entry) => request('POST', '/steward', entry),
  read: () => request('GET', '/session'),
  forget: () => request('DELETE', '/session'),
  erase: () => request('DELETE', '/mine'),
  async copy(kind, language) {
    try {
      const response = await fetch(`/mine.${kind}?words=${language}`);
      return response.ok ? { ok: true, value: await response.blob() } : await response.json();
    } catch {
      return { ok: false, why: 'offline' };
    }
  },
};

async function request<Value>(method: string, path: string, body?: unknown): Promise<Answered<Value>> {
  try {
    const response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const answer: Result<Value> = await response.json();
    return answer;
  } catch {
    return { ok: false, why: 'offline' };
  }
}
