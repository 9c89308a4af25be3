import type { PlainNotice } from '../../cards/keys.ts';
import type { Command } from '../../dispatch/feature.ts';
import type { Writes } from '../../jobs/perform.ts';
import { answer, answerPrivately, sendPrivately } from '../../outbound/notices.ts';
import { type InstanceWords, MAX_COMMENT, readInstanceWords } from './arguments.ts';
import type { CcDeps } from './deps.ts';
import type { findTarget } from './find-target.ts';
import { formFor } from './form.ts';
import { named, readIn, readToCopy } from './read-instance.ts';

/** Whether there is anything by which an instance can be found: else nobody's lists need to be asked for. */
const namesAnything = ({ written, numbers, names, strangeLink }: InstanceWords): boolean =>
  written.length + numbers.length + names.length > 0 || strangeLink !== undefined;

/** `/cc [instance] [comment]`, for nobody yet: the form asks for whom, once the instance is clear. */
export function askForPeople(
  deps: Pick<CcDeps, 'admins' | 'approvals' | 'cards' | 'db' | 'directory' | 'summaries' | 'translations'>,
  target: ReturnType<typeof findTarget>,
): Command['run'] {
  const { cards } = deps;
  return async (message, rest): Promise<Writes> => {
    const usage: Writes = (tx) => answer(tx, cards, message, { key: 'cc.usage', level: 'warning' });
    const unfound =
      (key: PlainNotice): Writes =>
      (tx) =>
        answerPrivately(tx, cards, message, { key, level: 'warning' });
    const words = readInstanceWords(rest);
    if (!namesAnything(words) && !message.parentId) return usage;
    const found = await target(words, message);
    if (found.kind === 'choose') return usage;
    if (found.kind === 'none') return unfound(found.key);
    const { sender } = message;
    const instance = await readToCopy(deps, found.instanceCode, sender);
    if (!instance) return unfound('cc.not_found');
    const shown = await named(deps, instance, await readIn(deps, { direct: true, sender }));
    return async (tx) => {
      const form = await formFor(tx, deps, sender, shown, found.comment.slice(0, MAX_COMMENT));
      const key = `cc-form:${message.messageId}`;
      await sendPrivately(tx, cards, message, { key, ...form, sent: 'create.sent' });
    };
  };
}
