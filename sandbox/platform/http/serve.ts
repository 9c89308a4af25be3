import type { Request, Response } from 'express';
import { type CallLog, loggable, loggableAnswer, loggableHeaders } from '../calls.ts';
import { notEmulated, PlatformRefusal, type Refusal } from '../errors.ts';
import type { BodyFault, CallFault } from '../fault.ts';
import { answerOf } from '../faults.ts';
import type { Platform } from '../platform.ts';
import { sendBadly } from './bad-body.ts';
import { Bytes, type Endpoint, Plain, type RawCall } from './endpoint.ts';
import { checkGate } from './gate.ts';
import { type HeardCall, heardCalls } from './heard.ts';
import { type FormPart, readMultipart } from './multipart.ts';

interface Outcome {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Made up by a fault. */
  readonly planned?: true;
}

/** `yyyyMMddHHmmss` and 20 digits, as in the platform's `x-tt-logid`. */
function logId(platform: Platform): string {
  const time = new Date(platform.clock.now()).toISOString().replace(/\D/g, '').slice(0, 14);
  return time + platform.ids.hex(20).toUpperCase();
}

function refused(refusal: Refusal, log: CallLog): Outcome {
  const { status, code, msg, error, headers } = refusal;
  const troubleshooter = `https://open.feishu.cn/search?from=openapi&log_id=${log.log_id}&code=${code}`;
  const body = { code, msg, error: { log_id: log.log_id, troubleshooter, ...error } };
  return headers === undefined ? { status, body } : { status, body, headers };
}

function parsed(request: Request): { body: unknown; broken: boolean } {
  const raw: unknown = request.body;
  if (!Buffer.isBuffer(raw) || raw.length === 0) return { body: undefined, broken: false };
  const parts = readMultipart(request.get('content-type') ?? '', raw);
  if (parts) return { body: formOf(parts), broken: false };
  const text = raw.toString('utf8');
  if (request.is('application/x-www-form-urlencoded'))
    return { body: Object.fromEntries(new URLSearchParams(text)), broken: false };
  try {
    return { body: JSON.parse(text), broken: false };
  } catch {
    return { body: text, broken: true };
  }
}

/** The fields of a posted form: texts as they are, files with their name. */
function formOf(parts: readonly FormPart[]): Record<string, unknown> {
  return Object.fromEntries(
    parts.map(({ name, filename, content }) => [
      name,
      filename === undefined ? content.toString('utf8') : { filename, bytes: content },
    ]),
  );
}

function checkBody(endpoint: Endpoint, request: Request, broken: boolean): void {
  if (endpoint.method === 'GET') return;
  const hasBody = Buffer.isBuffer(request.body) && request.body.length > 0;
  const expected = endpoint.accepts ?? 'application/json';
  if (hasBody && !request.is(expected)) {
    endpoint.invalid([{ field: 'Content-Type', description: `expected ${expected}` }]);
  }
  if (broken) endpoint.invalid([{ field: 'body', description: 'not valid JSON' }]);
}

function run(
  endpoint: Endpoint | undefined,
  request: Request,
  call: RawCall,
  broken: boolean,
  platform: Platform,
): object | Promise<object> {
  if (endpoint === undefined) throw new PlatformRefusal(notEmulated(`${request.method} ${request.path}`));
  checkGate(endpoint, request.get('authorization'), call, platform);
  checkBody(endpoint, request, broken);
  return endpoint.run(call, platform);
}

type Effect = () => object | Promise<object>;

function outcomeOf(fault: CallFault | undefined, log: CallLog, effect: Effect): Outcome | Promise<Outcome> {
  const planned = fault && answerOf(fault);
  if (planned && 'raw' in planned) {
    const { afterEffect, ...raw } = planned.raw;
    const made: Outcome = { body: {}, ...raw, planned: true };
    const happening = afterEffect ? effect() : undefined;
    return happening instanceof Promise ? happening.then(() => made) : made;
  }
  if (planned) return { ...refused(planned.refusal, log), planned: true };
  const refusing = (error: unknown): Outcome => {
    if (error instanceof PlatformRefusal) return refused(error.refusal, log);
    throw error;
  };
  try {
    const made = effect();
    return made instanceof Promise ? made.then(succeeded, refusing) : succeeded(made);
  } catch (error) {
    return refusing(error);
  }
}

const succeeded = (body: object): Outcome =>
  body instanceof Plain ? { status: body.status, body: body.body } : { status: 200, body };

function answer(
  response: Response,
  outcome: Outcome,
  log: CallLog,
  platform: Platform,
  bad: BodyFault | undefined,
): Promise<void> | void {
  log.status = outcome.status;
  log.answer = loggableAnswer(outcome.body);
  log.ms = platform.clock.now() - log.at;
  const code = (outcome.body as { code?: unknown } | null)?.code;
  if (typeof code === 'number') log.code = code;
  response.on('finish', () => {
    log.answered = true;
    platform.changes.tell({ kind: 'call', call: log });
  });
  const dated = platform.world.settings.variants.date_header === 'sent';
  response.sendDate = false;
  const date = dated && { date: new Date(platform.clock.now()).toUTCString() };
  response.status(outcome.status).set({ ...date, 'x-tt-logid': log.log_id, ...outcome.headers });
  if (bad) return sendBadly(response, bytesOf(response, outcome), bad, log);
  if (outcome.body instanceof Bytes) response.type(outcome.body.contentType).send(outcome.body.bytes);
  else if (typeof outcome.body === 'string') response.send(outcome.body);
  else response.json(outcome.body);
}

/** The body as bytes; its type is set. */
function bytesOf(response: Response, { body }: Outcome): Buffer {
  response.type(body instanceof Bytes ? body.contentType : 'application/json');
  return body instanceof Bytes ? body.bytes : Buffer.from(JSON.stringify(body));
}

function tell(
  endpoint: Endpoint | undefined,
  request: Request,
  { query, body }: RawCall,
  outcome: Outcome | undefined,
): void {
  if (!heardCalls.hasSubscribers) return;
  const heard: HeardCall = {
    operation: endpoint && `${endpoint.method} ${endpoint.path}`,
    userAgent: request.get('user-agent') ?? '',
    query,
    body,
    answer: outcome && { status: outcome.status, body: outcome.body },
    planned: outcome?.planned ?? false,
  };
  heardCalls.publish(heard);
}

/** Answers one call: its log line, its fault if there is one, the gateway's checks, the endpoint. */
export async function serve(
  endpoint: Endpoint | undefined,
  request: Request,
  response: Response,
  platform: Platform,
): Promise<void> {
  const { body, broken } = parsed(request);
  const { method, path, query } = request;
  const log: CallLog = {
    at: platform.clock.now(),
    method,
    path,
    query,
    headers: loggableHeaders(request.headers),
    body: loggable(body),
    log_id: logId(platform),
    answered: false,
  };
  platform.calls.push(log);
  platform.changes.tell({ kind: 'call', call: log });
  const call: RawCall = {
    path: request.params as Record<string, string>,
    query,
    body,
    bodyBytes: Buffer.isBuffer(request.body) ? request.body.length : 0,
  };
  const fault = platform.faults.forCall(method, path);
  if (fault?.delayMs !== undefined) await platform.clock.sleep(fault.delayMs);
  if (fault?.drop === 'before') {
    tell(endpoint, request, call, undefined);
    request.socket.destroy();
    return;
  }
  const made = outcomeOf(fault, log, () => run(endpoint, request, call, broken, platform));
  // Most are there already: a turn more would be one in which other calls come first.
  const outcome = made instanceof Promise ? await made : made;
  tell(endpoint, request, call, outcome);
  if (fault?.answerDelayMs !== undefined) await platform.clock.sleep(fault.answerDelayMs);
  if (fault?.drop === 'after') request.socket.destroy();
  else await answer(response, outcome, log, platform, fault?.body);
}
