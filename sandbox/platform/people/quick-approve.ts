import { post, type WireResult } from '../events/wire.ts';
import type { Platform } from '../platform.ts';
import { encrypt } from '../seal.ts';

/** Where a third-party definition has its actions sent to, as its owner has set it. */
export interface ActionCallback {
  readonly url: string;
  readonly token: string;
  /** Without it the body goes in the clear. */
  readonly key?: string | undefined;
}

export interface QuickApproveOptions {
  /** Handle of the person. */
  by: string;
  /** As the definition has it when left out. */
  callback?: ActionCallback;
  approval_code: string;
  /** APPROVE, REJECT, or the key of an action of the task. */
  action_type: string;
  instance_id?: string;
  task_id?: string;
  /** The task after a search. */
  id?: string;
  /** Of the card on which the person acted. */
  message_id?: bigint;
  action_context?: string;
  reason?: string;
  attachments?: { file_type: 'IMAGE' | 'ATTACHMENTS'; file_size: number; file_name: string; url: string }[];
}

/** What the person sees of it. */
export interface QuickApproveResult {
  readonly done: boolean;
  /** What the client says when it is not done. */
  readonly shown?: string;
  readonly answer: WireResult;
}

const LIMIT_MS = 5_000;
const FAILED = '提交失败';
const MARK = '@int64@';

/** The body of the request; `message_id` is a number of 64 bits, which JavaScript's JSON can't write. */
export function quickApproveBody(
  { by, callback, message_id, ...action }: QuickApproveOptions & { callback: ActionCallback },
  { directory, ids }: Pick<Platform, 'directory' | 'ids'>,
): string {
  const payload = {
    ...action,
    user_id: directory.person(by).user_id,
    ...(message_id !== undefined && { message_id: MARK }),
    token: callback.token,
  };
  const text = JSON.stringify(payload).replace(`"message_id":"${MARK}"`, `"message_id":${message_id}`);
  const { key } = callback;
  return key ? JSON.stringify({ encrypt: encrypt(text, key, Buffer.from(ids.hex(32), 'hex')) }) : text;
}

/**
 * A person acts on a third-party task: the definition's callback is asked, once.
 * https://open.feishu.cn/document/ukTMukTMukTM/ukjNyYjL5YjM24SO2IjN/quick-approval-callback
 */
export async function quickApprove(
  options: QuickApproveOptions,
  platform: Platform,
  closed: AbortSignal,
): Promise<QuickApproveResult> {
  const callback = options.callback ?? callbackOf(options.approval_code, platform);
  const body = quickApproveBody({ ...options, callback }, platform);
  const headers = { 'content-type': 'application/json' };
  const wire = { clock: platform.clock, faults: platform.faults, closed };
  const answer = await post(callback.url, { body, headers }, LIMIT_MS, wire);
  return { answer, ...judge(answer) };
}

function callbackOf(approvalCode: string, { externals }: Platform): ActionCallback {
  const found = externals.definitions.find((one) => one.realCode === approvalCode)?.body.external;
  const { action_callback_url: url, action_callback_token: token, action_callback_key: key } = found ?? {};
  if (!url || token === undefined) throw new Error(`the definition ${approvalCode} has no callback`);
  return { url, token, key };
}

function judge(answer: WireResult): { done: boolean; shown?: string } {
  if ('error' in answer) return { done: false, shown: FAILED };
  if (answer.status === 200) return { done: true };
  return { done: false, shown: answer.status > 400 ? messageIn(answer.body) : FAILED };
}

/** The callback's own words, where it asks for them to be shown. */
function messageIn(body: string): string {
  try {
    const { message, without_prefix } = JSON.parse(body);
    return typeof message === 'string' && without_prefix === 'true' ? message : FAILED;
  } catch {
    return FAILED;
  }
}
