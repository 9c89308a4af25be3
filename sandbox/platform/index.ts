/** Feishu on this machine, for tests and the demo. It knows nothing of the bot but its request URL. */
export type { Decision } from './approval/decide.ts';
export type { Copy, Instance, Task } from './approval/model.ts';
export type { CallLog } from './calls.ts';
export type { Change } from './changes.ts';
export { manualClock, realClock, type SandboxClock } from './clock.ts';
export { type Attempt, RETRY_AFTER_MS } from './events/attempts.ts';
export type { DeliverOptions, Delivery } from './events/deliveries.ts';
export type {
  CallFault,
  ConnectionFault,
  DeliveryFault,
  Fault,
  Faults,
  SearchFault,
  WireFault,
} from './faults.ts';
export { type IdSource, randomIds, seededIds } from './ids.ts';
export type { Connection } from './long-connection/connection.ts';
export type { Act, ClickAct } from './people/acts.ts';
export type { ClickResult, Toast } from './people/callback-answer.ts';
export type { Callback } from './people/callbacks.ts';
export type { CardElement, ElementChoice } from './people/card-elements.ts';
export type { ClickEvent, ClickOptions } from './people/click.ts';
export type { SayOptions } from './people/say.ts';
export { type SandboxMessage, shownMessage } from './people/shown.ts';
export type { Post } from './people/typed.ts';
export type { Platform } from './platform.ts';
export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.ts';
export { type SealedRequest, type SealOptions, verdict } from './seal.ts';
export type { Chat } from './world/chats.ts';
export { withCrowd } from './world/crowd.ts';
export { checkWorld, loadWorld } from './world/load.ts';
export type { Person, World } from './world/schema.ts';
