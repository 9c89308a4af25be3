import type { WireResult } from '../events/wire.ts';
import type { SealedRequest } from '../seal.ts';
import type { ClickResult } from './callback-answer.ts';

/** A card callback on record: what was sent when a person clicked, and what came back. */
export interface Callback {
  readonly id: string;
  /** Handle of the person. */
  readonly by: string;
  readonly message_id: string;
  /** Unix time in milliseconds on the sandbox clock. */
  readonly at: number;
  readonly payload: object;
  /** The request, where one was made: the long connection makes none. */
  sealed?: SealedRequest;
  answer?: WireResult;
  result?: ClickResult;
  /** How long the answer took, on the sandbox clock. */
  ms?: number;
}
