import { createDecipheriv, createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import {
  manualClock,
  type Sandbox,
  type SandboxClock,
  seededIds,
  startSandbox,
  type World,
} from '../../sandbox/platform/index.ts';
import { exampleWorld } from '../support/world.ts';

export const WORLD_FILE = fileURLToPath(new URL('../../sandbox/world.yml', import.meta.url));
/** 2026-11-20 09:00 in Shanghai. */
export const WORLD_START = Date.parse('2026-11-20T01:00:00Z');
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into field by field
  body: any;
}

export interface Call {
  query?: Record<string, string | string[]>;
  body?: unknown;
  /** `null` sends no Authorization header. */
  token?: string | null;
  headers?: Record<string, string>;
}

export interface Rig {
  sandbox: Sandbox;
  clock: SandboxClock;
  token: string;
  /** A path under `/open-apis`, or one of the product's own. */
  call(method: string, path: string, options?: Call): Promise<Answer>;
}

function queryOf(query: Call['query'] = {}): string {
  const pairs = Object.entries(query).flatMap(([key, value]) => [value].flat().map((one) => [key, one]));
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs as [string, string][])}`;
}

/** A sandbox on a manual clock, with a valid token; `change` may bend the world first. It is closed with the test. */
export async function startRig(change: (world: World) => void = () => {}): Promise<Rig> {
  const world = exampleWorld();
  change(world);
  const clock = manualClock(WORLD_START);
  const sandbox = await startSandbox({ world, clock, ids: seededIds('test') });
  onTestFinished(() => sandbox.close());
  const rig: Rig = {
    sandbox,
    clock,
    token: '',
    async call(method, path, { query, body, token = rig.token, headers = {} } = {}) {
      const root = path.startsWith('/approval/openapi/') ? '' : '/open-apis';
      const response = await fetch(`${sandbox.url}${root}${path}${queryOf(query)}`, {
        method,
        headers: {
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? undefined : JSON.parse(text),
      };
    },
  };
  const { app_id, app_secret } = sandbox.app;
  const issued = await rig.call('POST', '/auth/v3/tenant_access_token/internal', {
    body: { app_id, app_secret },
    token: null,
  });
  rig.token = issued.body.tenant_access_token;
  return rig;
}

export function withoutScope(...scopes: string[]): (world: World) => void {
  return (world) => {
    world.app.scopes = world.app.scopes.filter((scope) => !scopes.includes(scope));
  };
}

export function withScope(...scopes: string[]): (world: World) => void {
  return (world) => {
    world.app.scopes.push(...scopes);
  };
}

export interface Received {
  headers: IncomingHttpHeaders;
  raw: string;
  // biome-ignore lint/suspicious/noExplicitAny: payloads are looked into field by field
  payload: any;
}

export type Reply = { status?: number; body?: unknown; headers?: Record<string, string> } | 'hang' | 'reset';

export function decrypt(text: string, key: string): unknown {
  const bytes = Buffer.from(text, 'base64');
  const secret = createHash('sha256').update(key).digest();
  const decipher = createDecipheriv('aes-256-cbc', secret, bytes.subarray(0, 16));
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString());
}

/** A bot that keeps what it receives and answers what `reply` says; it answers the URL check by itself. */
export async function startBot(sandbox: Sandbox, reply: (received: Received) => Reply = () => ({})) {
  const received: Received[] = [];
  const checks: IncomingHttpHeaders[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks).toString();
    const payload = decrypt(JSON.parse(raw).encrypt, sandbox.app.encrypt_key) as Received['payload'];
    const isCheck = payload.type === 'url_verification';
    if (isCheck) checks.push(request.headers);
    else received.push({ headers: request.headers, raw, payload });
    const answer = isCheck
      ? { body: { challenge: payload.challenge } }
      : reply({ headers: request.headers, raw, payload });
    if (answer === 'hang') return;
    if (answer === 'reset') {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook/event`;
  return { url, received, checks, server };
}

/** The smallest card that the platform takes. */
export function card(content = '你好', more: object = {}): Record<string, unknown> {
  return {
    schema: '2.0',
    config: { update_multi: true },
    body: { elements: [{ tag: 'markdown', content }] },
    ...more,
  };
}

export function sendText(
  rig: Rig,
  text = 'hi',
  more: { query?: Call['query']; body?: object } = {},
): Promise<Answer> {
  return rig.call('POST', '/im/v1/messages', {
    query: { receive_id_type: 'open_id', ...more.query },
    body: {
      receive_id: rig.sandbox.person('zhangsan').open_id,
      msg_type: 'text',
      content: JSON.stringify({ text }),
      ...more.body,
    },
  });
}

export function sendCard(rig: Rig, shown: object = card(), more: object = {}): Promise<Answer> {
  return sendText(rig, '', { body: { msg_type: 'interactive', content: JSON.stringify(shown), ...more } });
}
