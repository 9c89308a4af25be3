const shapes = {
  /** Instance codes and the uuid of a creation: `GET instances/:id` takes both. */
  instance: /^[A-Za-z0-9-]{1,64}$/,
  definition: /^[A-Za-z0-9-]{1,64}$/,
  department: /^[A-Za-z0-9_-]{1,128}$/,
  /** Tenant user_ids may be chosen by the company. */
  user: /^[A-Za-z0-9_@.-]{1,128}$/,
  role: /^[A-Za-z0-9_-]{1,128}$/,
  command: /^[A-Za-z0-9_-]{1,128}$/,
  resource: /^[A-Za-z0-9_-]{1,256}$/,
  message: /^om_[A-Za-z0-9_-]{1,64}$/,
} as const;

/** A person, as one app knows them. */
export const OPEN_ID = /^ou_[A-Za-z0-9_-]{1,64}$/;

export const isOpenId = (value: unknown): value is string => typeof value === 'string' && OPEN_ID.test(value);

/** A value that can't be an id of the platform. */
export class InvalidId extends Error {}

/** Whether a value can be an id of this kind. */
export const isPathId = (kind: keyof typeof shapes, value: string): boolean => shapes[kind].test(value);

/**
 * Checks a value before it becomes part of a path: the SDK inserts it raw, and `../` would reach another endpoint with
 * the bot's token. Throws `InvalidId`.
 */
export function pathId(kind: keyof typeof shapes, value: string): string {
  if (!isPathId(kind, value)) throw new InvalidId(`not a ${kind} id: ${JSON.stringify(value.slice(0, 80))}`);
  return value;
}
