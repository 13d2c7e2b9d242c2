import type { Entry, Session, StewardEntry } from '../../shared/people';
import type { Result } from '../../shared/result';
import type { Answered } from '../link';

/** What only HTTP can do, because it sets or clears the cookie. Never throws. */
export interface SessionDesk {
  begin(entry: Entry): Promise<Answered<Session>>;
  claim(entry: StewardEntry): Promise<Answered<Session>>;
  read(): Promise<Answered<Session>>;
  forget(): Promise<Answered<null>>;
}

export const sessionDesk: SessionDesk = {
  begin: (entry) => request('POST', '/session', entry),
  claim: (entry) => request('POST', '/steward', entry),
  read: () => request('GET', '/session'),
  forget: () => request('DELETE', '/session'),
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
