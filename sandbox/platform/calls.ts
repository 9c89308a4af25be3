/** One API call that reached the sandbox, in the order of arrival. */
export interface CallLog {
  /** Unix time in milliseconds on the sandbox clock. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  /** The parsed JSON body, or the raw text when it is none. The app secret is masked. */
  readonly body: unknown;
  status?: number;
  code?: number;
  readonly log_id: string;
  /** False while the answer is on its way, and for ever when a fault dropped it. */
  answered: boolean;
}

/** The body as the log keeps it: the app secret masked, under the name it has with tokens or with the long connection. */
export function loggable(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const secrets = ['app_secret', 'AppSecret'].filter((name) => name in body);
  return { ...body, ...Object.fromEntries(secrets.map((name) => [name, '***'])) };
}
