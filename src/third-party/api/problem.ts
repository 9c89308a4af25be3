import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { Metrics } from '../../telemetry/metrics.ts';
import { type Problem as FieldProblem, readable } from '../push/problems.ts';
import type { ProblemAnswer } from './answers.ts';
import { MOST_PUSH_MIB } from './open-api.ts';

/** An answer that is no success, as https://www.rfc-editor.org/rfc/rfc9457 describes it. */
export interface ProblemDetails {
  status: number;
  /** Short and always the same, for programs; becomes the type. */
  kind: string;
  title: string;
  detail: string;
  /** The fields that are wrong. */
  errors?: FieldProblem[];
  headers?: Record<string, string>;
  /** What else a program may want to know. */
  extra?: Pick<ProblemAnswer, 'last_update_time'>;
}

/** Thrown to end a request with a problem. */
export class RequestProblem extends Error {
  readonly problem: ProblemDetails;
  constructor(problem: ProblemDetails) {
    super(problem.kind);
    this.problem = problem;
  }
}

/** `/task_list/0/links`, RFC 6901. */
const pointer = (path: PropertyKey[]) =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

function send(
  response: Response,
  { status, kind, title, detail, errors, headers, extra }: ProblemDetails,
): void {
  const body: ProblemAnswer = {
    type: `urn:feishu-approval-bot:problem:${kind}`,
    title,
    status,
    detail,
    ...extra,
    ...(errors && {
      errors: errors.map((one) => ({
        path: readable(one.path),
        pointer: pointer(one.path),
        detail: one.detail,
      })),
    }),
  };
  response
    .status(status)
    .set(headers ?? {})
    .type('application/problem+json')
    .json(body);
}

/** What the reading of a body throws. */
const OF_READING: Record<number, Omit<ProblemDetails, 'status'>> = {
  413: { kind: 'too-large', title: 'Too large', detail: `A push has at most ${MOST_PUSH_MIB} MiB.` },
  415: { kind: 'encoding', title: 'Unsupported encoding', detail: 'Send the body uncompressed.' },
};
const OURS: ProblemDetails = {
  status: 500,
  kind: 'failed',
  title: 'Failed',
  detail: 'The push was not kept, by a failure of the bot. Push it again.',
};

/** Turns whatever ends a request early into a problem. What was sent is not repeated in the log. */
export function answerProblems(log: Logger, metrics: Pick<Metrics, 'rejected'>): ErrorRequestHandler {
  return (error, _request, response, _next) => {
    const status = Number.isInteger(error?.status) ? error.status : 500;
    const read = OF_READING[status] ?? {
      kind: 'unreadable',
      title: 'Unreadable',
      detail: 'The request is broken off.',
    };
    const own = error instanceof RequestProblem ? error.problem : status < 500 ? { status, ...read } : OURS;
    if (own.status >= 500) log.error({ err: error }, 'a push could not be taken in');
    else log.warn({ status: own.status, problem: own.kind }, 'a request of a third-party system was refused');
    metrics.rejected(`third-party: ${own.kind}`);
    if (!response.headersSent && !response.destroyed) send(response, own);
  };
}
