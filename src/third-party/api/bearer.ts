import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import type { SystemToken } from '../../lib/third-party-systems.ts';
import { RequestProblem } from './problem.ts';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Tells by the bearer token which system asks; takes the same time for every wrong one. Throws `RequestProblem` 401. */
export function systemsBy(tokens: SystemToken[]): (request: Request) => string {
  const known = tokens.map(({ system, token }) => ({ system, digest: digest(token) }));
  return (request) => {
    const [, given = ''] = /^Bearer +(\S+)$/i.exec(request.get('authorization') ?? '') ?? [];
    const wanted = digest(given);
    const matches = known.filter((one) => timingSafeEqual(one.digest, wanted));
    const [match] = matches;
    if (match && given) return match.system;
    throw new RequestProblem({
      status: 401,
      kind: 'unauthorised',
      title: 'Unauthorised',
      detail: 'Send the header Authorization: Bearer and one of the tokens in EXTERNAL_API_TOKENS.',
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  };
}
