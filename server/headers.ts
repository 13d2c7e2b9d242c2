import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';
import { type Look, scriptHash } from './pages';

/** What a page of ours never uses; the microphone is asked for on "Speak" alone. */
const unused =
  'accelerometer bluetooth browsing-topics camera display-capture geolocation gyroscope hid idle-detection ' +
  'local-fonts magnetometer midi payment serial usb';

/**
 * The headers of every answer, whoever gives it: Express, the built files, Socket.IO's polling. Pages take
 * nothing from elsewhere, run our own files and the one inline script that is named by its hash, and are
 * framed by nobody.
 */
export function houseHeaders({ publicUrl, look: { headScript, styleSources = [] } }: Needs) {
  const secure = publicUrl?.startsWith('https:') ?? false;
  // Older Safari does not count our own WebSocket as 'self'.
  const sockets = publicUrl ? [new URL(publicUrl).origin.replace(/^http/, 'ws')] : [];
  const rules = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", scriptHash(headScript)],
        styleSrc: ["'self'", ...styleSources],
        fontSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'", ...sockets],
        // Forms are sent by script; one that is not would put what was typed into the address.
        formAction: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        // No string becomes elements or script, but what a person pastes on a board: ProseMirror reads that in
        // a document apart, where nothing runs or loads, and keeps what a board may hold.
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: ['ProseMirrorClipboard'],
      },
    },
    strictTransportSecurity: secure ? { maxAge: 365 * 24 * 3600, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  const permissions = ['microphone=(self)', ...unused.split(' ').map((name) => `${name}=()`)].join(', ');

  return (request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('Permissions-Policy', permissions);
    rules(request, response, () => undefined);
  };
}

interface Needs {
  /** The address people use, where it is known. */
  publicUrl: string | undefined;
  look: Pick<Look, 'headScript' | 'styleSources'>;
}
