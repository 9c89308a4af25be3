import { type Request, type RequestHandler, Router } from 'express';
import type { Logger } from 'pino';
import { rawBody } from '../../lib/http/body.ts';
import type { SystemToken } from '../../lib/third-party-systems.ts';
import { traced } from '../../lib/trace.ts';
import type { Db } from '../../store/db.ts';
import { addedCcs } from '../../store/tables/third-party-ccs.ts';
import { findThirdParty } from '../../store/tables/third-party-instances.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import { type Acceptance, acceptPush } from '../push/accept.ts';
import { readPush } from '../push/read.ts';
import type { StateAnswer } from './answers.ts';
import { systemsBy } from './bearer.ts';
import { INSTANCES_PATH, MOST_PUSH_MIB, OPEN_API_PATH, openApi } from './open-api.ts';
import { answerProblems, type ProblemDetails, RequestProblem } from './problem.ts';
import {
  foreign,
  guessing,
  invalid,
  moved,
  notJson,
  off,
  stale,
  taken,
  unknown,
  wrongMethod,
  wrongType,
} from './refusals.ts';
import { instanceView, stateView } from './view.ts';

/** Names each request: in every log line that is written for it, and in the answer's header, for whoever asks about it. */
export const requestIds =
  (newId: () => string): RequestHandler =>
  (_request, response, next) => {
    const request_id = newId();
    response.set('X-Request-Id', request_id);
    traced({ ids: { request_id } }, next);
  };

export interface ThirdPartyApiDeps {
  tokens: SystemToken[];
  db: Db;
  log: Logger;
  metrics: Pick<Metrics, 'rejected'>;
  newId(): string;
}

/** `POST /external/instances`, `GET /external/instances/:id`: third-party systems push instances and read them back. */
export function thirdPartyApi({ tokens, db, log, metrics, newId }: ThirdPartyApiDeps): Router {
  const router = Router();
  // Of everything below it, hence of the callback too.
  router.use('/external', requestIds(newId));
  const paths = [INSTANCES_PATH, `${INSTANCES_PATH}/:id`, OPEN_API_PATH];
  if (tokens.length === 0) router.all(paths, fail(off));
  const systemOf = systemsBy(tokens);
  router.get(OPEN_API_PATH, (_request, response) => void response.json(openApi()));
  router.post(INSTANCES_PATH, authenticate(systemOf), onlyJson, pushed, async (request, response) => {
    const system = systemOf(request);
    const push = instanceIn(request);
    const acceptance = await acceptPush(db, system, push);
    const { outcome } = acceptance;
    if (NOT_ITS.includes(outcome)) log.warn({ system, instance_id: push.instance_id, outcome }, INTRUSION);
    const { status, body } = answerTo(acceptance);
    log.info(
      { system, instance_id: body.instance_id, outcome: acceptance.outcome },
      'third-party instance pushed',
    );
    response
      .status(status)
      .location(`${INSTANCES_PATH}/${encodeURIComponent(body.instance_id)}`)
      .json(body);
  });
  router.get(`${INSTANCES_PATH}/:id`, async (request, response) => {
    const system = systemOf(request);
    const id = String(request.params.id);
    const record = await findThirdParty(db, id);
    // Nobody learns from the answer whether another system has it.
    if (record?.system !== system) throw new RequestProblem(unknown);
    response.json(instanceView(record, await addedCcs(db, id)));
  });
  router.all(INSTANCES_PATH, fail(wrongMethod('POST')));
  router.all(paths, fail(wrongMethod('GET')));
  router.use('/external', answerProblems(log, metrics));
  return router;
}

/** Of what belongs to others; who and what is for the operator alone. */
const NOT_ITS: readonly Acceptance['outcome'][] = ['taken', 'foreign', 'guessing'];
const INTRUSION = 'a system has pushed what belongs to another';

/** Before the body is read: a stranger's is not. */
const authenticate =
  (systemOf: (request: Request) => string): RequestHandler =>
  (request, _response, next) => {
    systemOf(request);
    next();
  };

const onlyJson: RequestHandler = (request, _response, next) => {
  if (request.is('application/json')) return next();
  throw new RequestProblem(wrongType);
};

const pushed = rawBody(MOST_PUSH_MIB * 1024 * 1024);

const fail =
  (problem: ProblemDetails): RequestHandler =>
  () => {
    throw new RequestProblem(problem);
  };

function instanceIn(request: Request) {
  const read = readPush(jsonIn(request));
  if ('instance' in read) return read.instance;
  throw new RequestProblem(invalid(read.problems));
}

function jsonIn({ body }: Request): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new RequestProblem(notJson);
  }
}

function answerTo(acceptance: Acceptance): { status: number; body: StateAnswer } {
  switch (acceptance.outcome) {
    case 'accepted':
    case 'known': {
      const { record, ignored } = acceptance;
      const body = { ...stateView(record), ...(ignored.length > 0 && { ignored }) };
      return { status: acceptance.outcome === 'accepted' ? 202 : 200, body };
    }
    case 'stale':
      throw new RequestProblem({ ...stale, extra: { last_update_time: String(acceptance.updateTime) } });
    case 'taken':
      throw new RequestProblem(taken);
    case 'foreign':
      throw new RequestProblem(foreign);
    case 'guessing':
      throw new RequestProblem(guessing(acceptance.waitMs));
    case 'moved':
      throw new RequestProblem(moved);
    case 'invalid':
      throw new RequestProblem(invalid(acceptance.problems));
  }
}
