import { one, type Tx } from '../db.ts';

export interface RecordedClick {
  eventId: string;
  messageId: string;
  operator: string;
  action: string;
}

/** The answer that was given to this delivery of a click before, or undefined for a new one. */
export async function answerGiven(tx: Tx, eventId: string): Promise<object | undefined> {
  const row = await one<{ answer: string }>(tx, 'select answer from click where event_id = $1', eventId);
  return row && JSON.parse(row.answer);
}

export async function recordClick(tx: Tx, click: RecordedClick, answer: object): Promise<void> {
  await tx.run(
    `insert into click (event_id, message_id, operator, action, answer, at) values ($1, $2, $3, $4, $5, now_ms())`,
    click.eventId,
    click.messageId,
    click.operator,
    click.action,
    JSON.stringify(answer),
  );
}
