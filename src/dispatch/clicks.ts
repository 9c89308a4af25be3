import type { Logger } from 'pino';
import type { CardBook } from '../cards/book.ts';
import { cardActionEvent } from '../feishu/events/card-action.ts';
import { type Envelope, eventPerson } from '../feishu/events/envelope.ts';
import type { PlatformTime } from '../feishu/platform-time.ts';
import type { Clock } from '../lib/clock.ts';
import { traced } from '../lib/trace.ts';
import type { Db, Tx } from '../store/db.ts';
import { answerGiven, claimClick, keepAnswer } from '../store/tables/clicks.ts';
import { keyOfMessage } from '../store/tables/outbound.ts';
import { isPlaced } from '../store/tables/sent-cards.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Action } from './actions.ts';
import { type Click, type ClickAnswer, textOf } from './click.ts';

/** The type of a click among the events. */
export const CLICK = 'card.action.trigger';

/** Whether this bot has sent the message, as far as its database knows: cards are forgotten after 30 days. */
async function isOurs(tx: Tx, messageId: string): Promise<boolean> {
  return (await keyOfMessage(tx, messageId)) !== undefined || (await isPlaced(tx, messageId));
}

interface Decided {
  answer: object;
  outcome: 'recorded' | 'known' | 'failed';
}

/** Decides on clicks: recorded with what they change in one transaction; the same delivery again gets the same answer. */
export function clickRouter(deps: {
  db: Db;
  actions: readonly Action[];
  cards: CardBook;
  clock: Pick<Clock, 'now'>;
  time: Pick<PlatformTime, 'estimate'>;
  log: Logger;
  metrics: Pick<Metrics, 'event' | 'acknowledged' | 'strangeClick'>;
}) {
  const { db, cards, clock, time, log, metrics } = deps;
  const actions = new Map(deps.actions.map((action) => [action.name, action]));

  async function decide(envelope: Envelope): Promise<Decided> {
    const { operator, action, context } = cardActionEvent.parse(envelope.event);
    const click: Click = {
      operator: operator.open_id,
      messageId: context.open_message_id,
      chatId: context.open_chat_id ?? '',
      value: action.value,
      form: action.form_value ?? {},
      timezone: action.timezone ?? undefined,
      option: action.option ?? undefined,
    };
    const name = textOf(click.value.a);
    return db.transaction(async (tx) => {
      const { messageId, operator } = click;
      const isNew = await claimClick(tx, { eventId: envelope.id, messageId, operator, action: name });
      if (!isNew) return { answer: await answerGiven(tx, envelope.id), outcome: 'known' };
      const action = actions.get(name);
      const answer: ClickAnswer = action
        ? await action.decide(click, tx)
        : { toast: cards.toast('warning', 'toast.outdated') };
      await keepAnswer(tx, envelope.id, answer);
      if (!(await isOurs(tx, messageId))) metrics.strangeClick();
      log.info({ message_id: messageId, action: name }, 'click');
      return { answer, outcome: 'recorded' };
    });
  }

  const failed = (err: unknown): Decided => {
    log.error({ err }, 'click failed');
    return { answer: { toast: cards.toast('error', 'toast.failed') }, outcome: 'failed' };
  };

  return async (envelope: Envelope): Promise<object> => {
    const cause = { eventId: envelope.id, receivedAt: clock.now(), person: eventPerson(envelope) };
    const { answer, outcome } = await traced({ ids: {}, cause }, () => decide(envelope).catch(failed));
    metrics.event(CLICK, outcome);
    if (envelope.createdAt !== undefined)
      metrics.acknowledged((time.estimate() - envelope.createdAt) / 1_000);
    return answer;
  };
}
