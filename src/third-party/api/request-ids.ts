import type { RequestHandler } from 'express';
import { traced } from '../../lib/trace.ts';

/** Names each request: in every log line that is written for it, and in the answer's header, for whoever asks about it. */
export const requestIds =
  (newId: () => string): RequestHandler =>
  (_request, response, next) => {
    const request_id = newId();
    response.set('X-Request-Id', request_id);
    traced({ ids: { request_id } }, next);
  };
