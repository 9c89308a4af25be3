/** A third-party system may push with this token. */
export interface SystemToken {
  system: string;
  token: string;
}

/** Who is told of what a system pushes. */
export const AUDIENCES = ['approver', 'cc', 'initiator'] as const;

export type Audience = (typeof AUDIENCES)[number];

export const SYSTEM = /^[a-z0-9-]{1,32}$/;
