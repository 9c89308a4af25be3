import { shortLinkIn } from '../../feishu/applink.ts';
import type { Topic } from '../../feishu/involvements.ts';
import { instanceOfAlias, rememberAliases } from '../../store/tables/instance-aliases.ts';
import { ofThisBot } from './choice.ts';
import type { CcParts } from './parts.ts';

/** Who pastes a link has mostly started the approval, decides it, or got a copy of it. */
const IN_TURN: Topic[] = ['started', 'todo', 'done', 'unread', 'read'];

/** Whether a link names its instance by something that only lists, or whoever made the link, know. */
export const isAlias = (instance: string): boolean =>
  /^\d+$/.test(instance) || shortLinkIn(instance) !== undefined;

/**
 * The instance behind the long number or the short link that a link carries. Feishu looks up neither: a number stands in
 * the lists of those who take part, and what was once seen there is remembered, since each page is a call. When it is not
 * found in lists of which one can't be had, the failure is thrown.
 */
export async function linkedInstance(
  { db, lists, log }: Pick<CcParts, 'db' | 'lists' | 'log'>,
  alias: string,
  sender: string,
): Promise<string | undefined> {
  const known = await instanceOfAlias(db, alias);
  if (known !== undefined || shortLinkIn(alias) !== undefined) return known;
  let failure: unknown;
  for (const topic of IN_TURN) {
    try {
      for await (const page of lists.pagesOf(sender, topic)) {
        const rows = await ofThisBot(db, page.rows);
        await rememberAliases(
          db,
          rows.map(({ instanceId, instanceCode }) => ({ alias: instanceId, instanceCode })),
        );
        const hit = rows.find(({ instanceId }) => instanceId === alias);
        if (hit) return hit.instanceCode;
      }
    } catch (error) {
      log.warn({ err: error, topic }, 'one of the lists of tasks is missing');
      failure = error;
    }
  }
  if (failure !== undefined) throw failure;
  return undefined;
}
