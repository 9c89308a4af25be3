import type { Application } from './application/application.ts';
import type { PageTokens } from './approval/pages.ts';
import type { Approvals } from './approval/state.ts';
import type { Tokens } from './auth/tokens.ts';
import type { CallLog } from './calls.ts';
import type { Changes } from './changes.ts';
import type { SandboxClock } from './clock.ts';
import type { Deliveries } from './events/deliveries.ts';
import type { Externals } from './external/state.ts';
import type { FaultBook } from './faults.ts';
import type { IdSource } from './ids.ts';
import type { Messages } from './im/model.ts';
import type { Resources } from './im/resources.ts';
import type { SentOnce } from './im/sent-once.ts';
import type { Limiter } from './limits.ts';
import type { Connections } from './long-connection/connections.ts';
import type { Act } from './people/acts.ts';
import type { Callback } from './people/callbacks.ts';
import type { Chats } from './world/chats.ts';
import type { Directory } from './world/directory.ts';
import type { World } from './world/schema.ts';

/** Everything an endpoint or a person's act may look at or change. */
export interface Platform {
  readonly world: World;
  readonly clock: SandboxClock;
  readonly ids: IdSource;
  readonly directory: Directory;
  readonly chats: Chats;
  /** The app in the developer console. */
  readonly application: Application;
  readonly approvals: Approvals;
  /** Third-party approvals as systems have pushed them. */
  readonly externals: Externals;
  readonly messages: Messages;
  readonly sentOnce: SentOnce;
  readonly pages: PageTokens;
  readonly tokens: Tokens;
  readonly limiter: Limiter;
  readonly faults: FaultBook;
  readonly resources: Resources;
  readonly changes: Changes;
  readonly calls: CallLog[];
  readonly connections: Connections;
  readonly callbacks: Callback[];
  /** When the sandbox started, in Unix milliseconds on its clock. */
  readonly started: number;
  /** What people have done since then, in order. */
  readonly acts: Act[];
  readonly deliveries: Deliveries;
}

/** Whether the tenant has granted any of these scopes to the app. */
export function hasScope(platform: Platform, ...anyOf: readonly string[]): boolean {
  return anyOf.some((scope) => platform.world.app.scopes.includes(scope));
}

/** The scope without which user_ids are neither accepted nor shown. */
export const USER_ID_SCOPE = 'contact:user.employee_id:readonly';
