import type { IncomingHttpHeaders } from 'node:http';

/** The session cookie: unreadable by scripts, never sent along from other sites, bound to this very host under HTTPS. */
export function sessionCookie(secure: boolean) {
  const name = secure ? '__Host-porchlight' : 'porchlight';
  const rest = `; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return {
    set: (value: string) => `${name}=${value}; Max-Age=${400 * 24 * 3600}${rest}`,
    clear: () => `${name}=; Max-Age=0${rest}`,
    read: (headers: IncomingHttpHeaders) => readCookie(headers.cookie, name),
  };
}

export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.trim().split('=');
    if (key === name && value) return value;
  }
  return undefined;
}
