import { createHash, timingSafeEqual } from 'node:crypto';
import { Router } from 'express';
import { exposition } from './exposition';
import type { FiguresVerbs } from './figures';

/**
 * The same figures for a program that collects them (Prometheus). Whoever lacks the token finds what stands
 * on every path that leads nowhere.
 */
export function figuresHttp({ figures, token }: { figures: FiguresVerbs; token: string | undefined }) {
  const router = Router();
  if (token === undefined) return router;
  const expected = digest(`Bearer ${token}`);

  router.get('/metrics', async (request, response, next) => {
    // Digests have one length, and comparing them takes one time.
    if (!timingSafeEqual(digest(request.headers.authorization ?? ''), expected)) return next();
    response.type('text/plain; version=0.0.4').send(exposition(await figures.read()));
  });
  return router;
}

const digest = (text: string) => createHash('sha256').update(text).digest();
