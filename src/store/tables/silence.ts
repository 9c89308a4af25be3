import { one, type Tx } from '../db.ts';

/** From when to when something was done, Unix ms. */
interface Within {
  from: number;
  to: number;
}

/**
 * Whether something that the bot did itself then, with a definition whose events are subscribed, was followed by no event of
 * its instance: one that was started, or one that was copied.
 */
export async function isUnheardOf(
  db: Pick<Tx, 'all'>,
  { from, to }: Within,
  subscribed: string[],
): Promise<boolean> {
  if (subscribed.length === 0) return false;
  const codes = subscribed.map((_, index) => `$${index + 3}`).join(', ');
  const row = await one<{ n: number }>(
    db,
    `select count(*) as n from (
       select instance_code from followed_instance
       where created_at between $1 and $2 and wanted = 0 and approval_code in (${codes})
       union all
       select cc_request.instance_code from cc_request
       join seen_instance on seen_instance.instance_code = cc_request.instance_code
       where cc_request.settled_at between $1 and $2 and cc_request.state = 'done'
         and seen_instance.approval_code in (${codes})
         and not exists (
           select 1 from cc_copy where cc_copy.instance_code = cc_request.instance_code and cc_copy.source = 'event')
     ) unheard`,
    from,
    to,
    ...subscribed,
  );
  return Number(row?.n) > 0;
}
