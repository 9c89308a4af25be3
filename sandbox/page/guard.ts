import type { RequestHandler } from 'express';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

const POLICY = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Keeps other web pages out of a sandbox that is for this machine only: a page elsewhere can make a browser call this address,
 * but under a name of its own, and without permission to send JSON.
 */
export function guard(loopbackOnly: boolean): RequestHandler {
  return (request, response, next) => {
    response.set({
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    const foreign = loopbackOnly && !LOOPBACK.test(request.headers.host ?? '');
    const forged = request.method !== 'GET' && !request.is('application/json');
    if (!foreign && !forged) return next();
    response.status(403).json({ error: 'the sandbox answers its own page only' });
  };
}
