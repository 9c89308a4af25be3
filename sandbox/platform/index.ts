/** Feishu on this machine, for tests and the demo. It knows nothing of the bot but its request URL. */
export type { Instance } from './approval/model.ts';
export type { CallLog } from './calls.ts';
export { manualClock, realClock, type SandboxClock } from './clock.ts';
export { type Attempt, RETRY_AFTER_MS } from './events/attempts.ts';
export type { DeliverOptions, Delivery } from './events/deliveries.ts';
export type { CallFault, DeliveryFault, Fault, Faults, SearchFault } from './faults.ts';
export { type IdSource, randomIds, seededIds } from './ids.ts';
export type { ClickResult, Toast } from './people/callback-answer.ts';
export type { CardElement, ElementChoice } from './people/card-elements.ts';
export type { ClickEvent, ClickOptions } from './people/click.ts';
export type { SayOptions } from './people/say.ts';
export type { SandboxMessage } from './people/shown.ts';
export type { Post } from './people/typed.ts';
export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.ts';
export type { SealedRequest, SealOptions } from './seal.ts';
export type { Chat } from './world/chats.ts';
export { checkWorld, loadWorld } from './world/load.ts';
export type { Person, World } from './world/schema.ts';
