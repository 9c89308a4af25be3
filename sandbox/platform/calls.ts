/** One API call that reached the sandbox, in the order of arrival. */
export interface CallLog {
  /** Unix time in milliseconds on the sandbox clock. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  /** The parsed JSON body, or the raw text when it is none. The app secret is masked. */
  readonly body: unknown;
  /** The request's headers; the token is masked. */
  readonly headers: Readonly<Record<string, unknown>>;
  status?: number;
  code?: number;
  /** What was answered. Tokens in it are masked. */
  answer?: unknown;
  /** How long the answer took, on the sandbox clock. */
  ms?: number;
  readonly log_id: string;
  /** False while the answer is on its way, and for ever when a fault dropped it. */
  answered: boolean;
  /** Of an answer whose body was bad: how much of it the client took, and whether it cut it off. */
  body_bytes?: number;
  cut?: boolean;
}

/** The body as the log keeps it: the app secret masked, under the name it has with tokens or with the long connection. */
export function loggable(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  if ('content' in body && 'type' in body && typeof body.content === 'object')
    return { ...body, content: '…' };
  return masked(body, ['app_secret', 'AppSecret', 'device_code', STRATEGY]);
}

/** The encrypt key and the verification token, as the app's own configuration is told them. */
const STRATEGY = 'event_and_callback_encrypt_strategy';

function masked(body: object, names: readonly string[]): object {
  const secrets = names.filter((name) => name in body);
  return secrets.length === 0
    ? body
    : { ...body, ...Object.fromEntries(secrets.map((name) => [name, '***'])) };
}

/** The headers as the log keeps them. */
export function loggableHeaders(headers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { authorization, ...rest } = headers;
  return authorization === undefined ? rest : { ...rest, authorization: 'Bearer ***' };
}

/** The answer as the log keeps it. */
export function loggableAnswer(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  return masked(answer, ['tenant_access_token', 'client_secret', 'device_code']);
}
