import type { Problem as FieldProblem } from '../push/problems.ts';
import { OPEN_API_PATH } from './open-api.ts';
import type { ProblemDetails } from './problem.ts';

export const off: ProblemDetails = {
  status: 404,
  kind: 'off',
  title: 'Switched off',
  detail: 'The API for third-party systems is off: set EXTERNAL_API_TOKENS to switch it on.',
};
export const unknown: ProblemDetails = {
  status: 404,
  kind: 'unknown',
  title: 'Unknown instance',
  detail: 'This system has not pushed an instance with this instance_id.',
};
export const stale: ProblemDetails = {
  status: 409,
  kind: 'stale',
  title: 'Not newer',
  detail:
    'Nothing was changed: update_time must be larger than that of the last push, unless it is the same push again.',
};
export const taken: ProblemDetails = {
  status: 409,
  kind: 'taken',
  title: 'Taken',
  detail:
    'The instance_id belongs to another system. Ids are unique in the organisation: put the name of the system before them.',
};
export const foreign: ProblemDetails = {
  status: 403,
  kind: 'foreign-definition',
  title: 'Definition of another system',
  detail:
    'Nothing was kept: the approval_code belongs to another system. Push under a definition of this one.',
};
/** Waits are told in whole seconds. */
export const guessing = (waitMs: number): ProblemDetails => ({
  status: 429,
  kind: 'too-many-taken',
  title: 'Too many taken ids',
  detail:
    'This system has pushed too many instance_ids of other systems. Until then only what it has pushed before is taken in.',
  headers: { 'Retry-After': String(Math.max(1, Math.ceil(waitMs / 1_000))) },
});
export const moved: ProblemDetails = {
  status: 409,
  kind: 'moved',
  title: 'Another definition',
  detail: 'The instance belongs to another approval_code, which can not be changed.',
};
export const wrongMethod = (allowed: string): ProblemDetails => ({
  status: 405,
  kind: 'method',
  title: 'Method not allowed',
  detail: `Only ${allowed}.`,
  headers: { Allow: allowed },
});

export const wrongType: ProblemDetails = {
  status: 415,
  kind: 'content-type',
  title: 'Unsupported media type',
  detail: 'Send the header Content-Type: application/json.',
};
export const notJson: ProblemDetails = {
  status: 400,
  kind: 'not-json',
  title: 'Not JSON',
  detail: 'The body must be one JSON object in UTF-8.',
};
const MOST_ERRORS = 100;

export const invalid = (errors: FieldProblem[]): ProblemDetails => ({
  status: 422,
  kind: 'invalid',
  title: 'Invalid instance',
  detail: `Nothing was kept: mend the fields in errors${
    errors.length > MOST_ERRORS ? `, which has the first ${MOST_ERRORS} of ${errors.length}` : ''
  }. The shapes are described in ${OPEN_API_PATH}.`,
  errors: errors.slice(0, MOST_ERRORS),
});
