import { z } from 'zod';
import { checkCard } from '../cards/check.ts';
import type { WireResult } from '../events/wire.ts';
import type { Platform } from '../platform.ts';

export interface Toast {
  type?: 'info' | 'success' | 'error' | 'warning' | undefined;
  content?: string | undefined;
  i18n?: Record<string, string> | undefined;
}

const toast = z.strictObject({
  type: z.enum(['info', 'success', 'error', 'warning']).optional(),
  content: z.string().optional(),
  i18n: z.record(z.string(), z.string()).optional(),
});

const answerSchema = z.strictObject({
  toast: toast.optional(),
  card: z.strictObject({ type: z.literal('raw'), data: z.record(z.string(), z.unknown()) }).optional(),
});

/** What a click came to. `clientCode` is the code that the client shows instead of an answer; `problem` says why. */
export interface ClickResult {
  readonly status?: number;
  /** The body that the bot answered: parsed, or as text when it is no JSON. */
  readonly answer?: unknown;
  readonly toast?: Toast;
  /** The card that the answer put in place. */
  readonly card?: Record<string, unknown>;
  readonly clientCode?: number;
  readonly problem?: string;
}

const NETWORK_CODES = { nowhere: 200340, timeout: 200341, connection: 200342, dns: 200343 } as const;

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function describe(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; ');
}

/**
 * Judges the answer to a card callback as the client does:
 * https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-callback-communication
 */
export function judgeAnswer(
  result: WireResult,
  shown: Record<string, unknown>,
  platform: Platform,
): ClickResult {
  if ('error' in result)
    return { clientCode: NETWORK_CODES[result.error.kind], problem: result.error.detail };
  const { status } = result;
  const answer = parse(result.body);
  if (status !== 200) return { status, answer, clientCode: 200671, problem: `HTTP ${status} instead of 200` };
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) return { status, answer, clientCode: 200672, problem: describe(parsed.error) };
  const { toast, card } = parsed.data;
  if (card && shown.schema === '2.0' && card.data.schema !== '2.0') {
    return { status, answer, clientCode: 200830, problem: 'a card of JSON 2.0 was answered with one of 1.0' };
  }
  const [problem] = card ? checkCard(card.data, (id) => platform.directory.knows(id)) : [];
  if (problem) {
    return {
      status,
      answer,
      clientCode: 200673,
      problem: `${problem.code} at ${problem.path}: ${problem.message}`,
    };
  }
  return { status, answer, ...(toast && { toast }), ...(card && { card: card.data }) };
}
