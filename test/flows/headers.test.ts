import { sessions } from '../../server/people/people.record';
import type { Store } from '../../server/store/store';
import { openHouse } from '../support/house';

/** What every answer carries. The hash is the inline script's in <head>. */
const everywhere = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self' 'sha256-…'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types ProseMirrorClipboard',
  ].join(';'),
  'permissions-policy':
    'microphone=(self), accelerometer=(), bluetooth=(), browsing-topics=(), camera=(), display-capture=(), ' +
    'geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), midi=(), ' +
    'payment=(), serial=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};

/** Every kind of answer that the house gives: how to get it, its status, how long it may be kept. */
const kinds: Record<string, { path: string; status: number; kept: string; request?: RequestInit }> = {
  'the door': { path: '/', status: 200, kept: 'no-store' },
  'a room': { path: '/r/nowhere', status: 200, kept: 'no-store' },
  'a built file': { path: '/favicon.svg', status: 200, kept: 'public, max-age=3600' },
  'a path that leads nowhere': {
    path: '/nowhere',
    status: 404,
    kept: 'no-store',
    request: { headers: { accept: 'text/html' } },
  },
  'no JSON there': {
    path: '/nowhere',
    status: 404,
    kept: 'no-store',
    request: { headers: { accept: 'application/json' } },
  },
  'a session that is not': { path: '/session', status: 401, kept: 'no-store' },
  'a post from elsewhere': { path: '/session', status: 403, kept: 'no-store', request: { method: 'POST' } },
  'a broken path': { path: '/r/%ff', status: 400, kept: 'no-store' },
  health: { path: '/healthz', status: 200, kept: 'no-store' },
  polling: {
    path: '/live/?EIO=4&transport=polling',
    status: 200,
    kept: 'no-store',
    request: { headers: { 'sec-fetch-site': 'same-origin' } },
  },
  'polling from elsewhere': { path: '/live/?EIO=4&transport=polling', status: 403, kept: '' },
};

test.each(Object.entries(kinds))(
  '%s carries every header',
  async (_kind, { path, status, kept, request }) => {
    const house = await openHouse({ pages: true });
    const answer = await fetch(house.origin + path, { redirect: 'manual', ...request });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('cache-control') ?? '').toBe(kept);
    expect(answer.headers.get('x-powered-by')).toBeNull();
    expect(ofEverywhere(answer.headers)).toEqual(everywhere);
  },
);

test('an answer that hides a defect carries every header', async () => {
  const through = (store: Store): Store => ({
    ...store,
    collection(definition) {
      const real = store.collection(definition);
      if (definition.name !== sessions.name) return real;
      return { ...real, get: () => Promise.reject(new Error('gone')) };
    },
  });
  const house = await openHouse({ pages: true, through });
  const answer = await fetch(`${house.origin}/session`, { headers: { cookie: 'porchlight=anything' } });
  expect(answer.status).toBe(500);
  expect(ofEverywhere(answer.headers)).toEqual(everywhere);
});

test('nothing redirects: no address is ever taken from what was asked', async () => {
  const house = await openHouse({ pages: true });
  for (const path of [
    '//evil.example/',
    '/r/kitchen/',
    '/assets',
    '/?next=https://evil.example',
    '/steward/',
  ])
    expect([
      path,
      (await fetch(house.origin + path, { redirect: 'manual' })).headers.get('location'),
    ]).toEqual([path, null]);
});

test('with an address of its own the house allows its own socket and asks for HTTPS for good', async () => {
  const house = await openHouse({ pages: true, settings: { publicUrl: 'https://porch.example.org' } });
  const { headers } = await fetch(house.origin);
  expect(headers.get('content-security-policy')).toContain(`connect-src 'self' wss://porch.example.org;`);
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
});

/** Those headers as they came. The hash is another whenever the script is, and is left out. */
function ofEverywhere(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    Object.keys(everywhere).map((name) => [
      name,
      (headers.get(name) ?? '').replace(/'sha256-[\w+/]{43}='/, "'sha256-…'"),
    ]),
  );
}
