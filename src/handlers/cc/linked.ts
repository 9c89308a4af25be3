import type { Topic } from '../../feishu/involvements.ts';
import { instanceOfAlias, rememberAliases } from '../../store/tables/instance-aliases.ts';
import { ofThisBot } from './choice.ts';
import type { CcDeps } from './deps.ts';
import type { Written } from './words/written.ts';

type LinkedDeps = Pick<CcDeps, 'db' | 'lists' | 'log'>;

/** Who pastes a link has mostly started the approval, decides it, or got a copy of it. */
const IN_TURN: Topic[] = ['started', 'todo', 'done', 'unread', 'read'];

/**
 * The code of a native instance that is written. A short link tells nothing of it, and opens something here only where it
 * was remembered when it was made.
 */
export async function codeOf(
  deps: LinkedDeps,
  { instance, kind }: Written,
  sender: string,
): Promise<string | undefined> {
  if (kind === 'code') return instance;
  return (
    (await instanceOfAlias(deps.db, instance)) ??
    (kind === 'number' ? listed(deps, instance, sender) : undefined)
  );
}

/**
 * The instance behind the long number that a link carries. Feishu does not look it up: it stands in the lists of those who
 * take part, and what was once seen there is remembered, since each page is a call. When it is not found in lists of which
 * one can't be had, the failure is thrown.
 */
async function listed(
  { db, lists, log }: LinkedDeps,
  number: string,
  sender: string,
): Promise<string | undefined> {
  let failure: unknown;
  for (const topic of IN_TURN) {
    try {
      for await (const page of lists.pagesOf(sender, topic)) {
        const rows = await ofThisBot(db, page.rows);
        await rememberAliases(
          db,
          rows.map(({ instanceId, instanceCode }) => ({ alias: instanceId, instanceCode })),
        );
        const hit = rows.find(({ instanceId }) => instanceId === number);
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
