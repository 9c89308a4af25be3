import { z } from 'zod';
import type { Window } from '../limits.ts';
import type { Platform } from '../platform.ts';
import { USER_ID_TYPES } from '../world/directory.ts';
import type { Violation } from './violations.ts';
import { violationsOf } from './violations.ts';

/** A call as it arrived: nothing of it is checked yet. */
export interface RawCall {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** The parsed body; undefined when there was none. */
  readonly body: unknown;
  /** How long the body was as it came. */
  readonly bodyBytes: number;
}

export interface EndpointSpec<Query, Body> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** As on its page, with `:name` for path parameters. */
  readonly path: string;
  /** False only where no token is needed. */
  readonly token?: false;
  /** The type of its body; JSON when left out. */
  readonly accepts?: 'multipart/form-data' | 'application/x-www-form-urlencoded';
  /** Any one of these suffices; empty when none is needed. */
  readonly scopes: readonly string[];
  /** The published rate limit; absent where none is published. */
  readonly limit?: readonly Window[];
  readonly query: z.ZodType<Query>;
  readonly body: z.ZodType<Body>;
  /** Refuses fields that are unknown, missing or of the wrong type, with the code that the page gives. */
  readonly invalid: (violations: readonly Violation[]) => never;
  /** The body of the successful answer; a promise where something outside is asked first. */
  handle(
    call: { path: Readonly<Record<string, string>>; query: Query; body: Body; bodyBytes: number },
    platform: Platform,
  ): object | Promise<object>;
}

/** An endpoint with its types folded in, ready to be routed. */
export interface Endpoint extends Omit<EndpointSpec<never, never>, 'query' | 'body' | 'handle'> {
  run(call: RawCall, platform: Platform): object | Promise<object>;
}

/** Binds the schemas of an endpoint to its handler. */
export function endpoint<Query, Body>(spec: EndpointSpec<Query, Body>): Endpoint {
  const { query: querySchema, body: bodySchema, handle, ...rest } = spec;
  return {
    ...rest,
    run(call, platform) {
      const query = querySchema.safeParse(call.query);
      if (!query.success) return spec.invalid(violationsOf(query.error, call.query));
      const body = bodySchema.safeParse(call.body);
      if (!body.success) return spec.invalid(violationsOf(body.error, call.body));
      const { path, bodyBytes } = call;
      return handle({ path, query: query.data, body: body.data, bodyBytes }, platform);
    },
  };
}

/** An answer that is a file instead of JSON. */
export class Bytes {
  readonly bytes: Buffer;
  readonly contentType: string;
  constructor(bytes: Buffer, contentType: string) {
    this.bytes = bytes;
    this.contentType = contentType;
  }
}

/** An answer whose status is not 200, or whose body has no code: those of OAuth. */
export class Plain {
  readonly status: number;
  readonly body: object;
  constructor(status: number, body: object) {
    this.status = status;
    this.body = body;
  }
}

/** No body; the official SDK sends `{}` even with GET, which is let pass. */
export const noBody = z.union([z.undefined(), z.strictObject({})], 'takes no body');

export const noQuery = z.strictObject({});

export const userIdType = z.enum(USER_ID_TYPES).default('open_id');

export const locale = z.enum([
  'zh-CN',
  'en-US',
  'ja-JP',
  'zh-HK',
  'zh-TW',
  'de-DE',
  'es-ES',
  'fr-FR',
  'id-ID',
  'it-IT',
  'ko-KR',
  'pt-BR',
  'th-TH',
  'vi-VN',
  'ms-MY',
  'ru-RU',
]);

/** A boolean in a query string. */
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** `page_size` as text, within its bounds. */
export function pageSize(least: number, most: number, usual: number) {
  return z
    .string()
    .regex(/^\d+$/, 'expected a whole number')
    .transform(Number)
    .pipe(z.number().min(least).max(most))
    .default(usual);
}

/** An empty token is the first page, like none. */
export const pageToken = z
  .string()
  .optional()
  .transform((token) => (token === '' ? undefined : token));

/** The usual body of a success. */
export function success(data: object): object {
  return { code: 0, msg: 'success', data };
}
