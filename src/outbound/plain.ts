import type { Logger } from 'pino';
import type { CardBook } from '../cards/book.ts';
import type { FeishuRefusal } from '../feishu/gateway/errors.ts';
import type { JobWith } from '../jobs/define-queue.ts';
import type { Keyed, Outgoing } from './outbox.ts';

export interface PlainDeps {
  cards: CardBook;
  log: Pick<Logger, 'error'>;
}

/** Of the keys of the sentences that stand for a card. */
const PLAIN = 'plain:';

/**
 * What is sent to the same place instead of a card that Feishu does not take: one sentence, which names nobody; undefined
 * where that sentence is what it does not take. For the operator, the log names the template and the code within the refusal.
 */
export function plainly(
  { cards, log }: PlainDeps,
  job: JobWith<Outgoing>,
  refusal: FeishuRefusal,
): Keyed | undefined {
  const { to, template, about, otherwise, again: reference = job.key } = job.payload;
  noteRefused(log, refusal, template);
  if (job.key.startsWith(PLAIN)) return undefined;
  const card = cards.notice({ key: 'message.undrawable', level: 'error', params: { reference } });
  return {
    key: `${PLAIN}${reference}`,
    outgoing: { to, card, ...(about && { about }), ...(otherwise && { otherwise }) },
  };
}

/** Tells the operator which template Feishu does not take, and what it names as the reason within its own code. */
export function noteRefused(
  log: PlainDeps['log'],
  refusal: FeishuRefusal,
  template: string | undefined,
): void {
  const inner = /ErrCode:\s*(\d+)/.exec(refusal.message)?.[1];
  log.error({ err: refusal, template, inner_code: inner }, 'Feishu does not take a card');
}
