import { channel } from 'node:diagnostics_channel';

/** A call as it came and how it was answered; unlike the log, nothing in it is masked. */
export interface HeardCall {
  /** As `GET /open-apis/im/v1/messages/:message_id`; absent where the sandbox emulates nothing. */
  readonly operation: string | undefined;
  readonly userAgent: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  /** Absent when the connection was dropped before the call had an effect. */
  readonly answer: { readonly status: number; readonly body: unknown } | undefined;
  /** Whether a fault, and not the sandbox itself, made up the answer. */
  readonly planned: boolean;
}

/** Where every call of every sandbox in this process can be heard (`node:diagnostics_channel`). */
export const heardCalls = channel('feishu-sandbox.call');
