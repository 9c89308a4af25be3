import { one, type Tx } from '../db.ts';

export interface RecordedClick {
  eventId: string;
  messageId: string;
  operator: string;
  action: string;
}

/**
 * Records a click before it is decided on; false when it was decided before. While another replica decides on the same
 * one, this waits for its end.
 */
export async function claimClick(tx: Tx, click: RecordedClick): Promise<boolean> {
  const added = await tx.run(
    `insert into click (event_id, message_id, operator, action, answer, at) values ($1, $2, $3, $4, '', now_ms())
     on conflict (event_id) do nothing`,
    click.eventId,
    click.messageId,
    click.operator,
    click.action,
  );
  return added === 1;
}

/** The answer that was given to this click; in the transaction that failed to claim it. */
export async function answerGiven(tx: Tx, eventId: string): Promise<object> {
  const row = await one<{ answer: string }>(tx, 'select answer from click where event_id = $1', eventId);
  return JSON.parse(row?.answer ?? '{}');
}

/** Completes a claimed click. */
export async function keepAnswer(tx: Tx, eventId: string, answer: object): Promise<void> {
  await tx.run('update click set answer = $2 where event_id = $1', eventId, JSON.stringify(answer));
}
