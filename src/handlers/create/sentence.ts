import type { Command } from '../../dispatch/feature.ts';
import type { JobHandler } from '../../jobs/perform.ts';
import { sendCard } from '../../outbound/outbox.ts';
import type { Tx } from '../../store/db.ts';
import { addDraft, findDraft } from '../../store/tables/drafts.ts';
import { present } from './card-of.ts';
import { offeredTo } from './catalogue.ts';
import { type CreateDeps, type DraftBody, emptyBody } from './deps.ts';
import { search } from './names.ts';
import { looksAgain, type OpenDeps } from './open.ts';
import { type PayloadOf, queues } from './queues.ts';
import { meant } from './sentence-match.ts';
import { expireLater, picker, searched, textOf } from './start.ts';

type Said = PayloadOf<'sentence'>;

/** Whoever writes 请假 wants to ask for leave: what that may mean is looked up. */
export const answerSentence: Command['run'] = async ({ messageId, chatId, sender }, said) => {
  const payload: Said = { person: sender, messageId, chatId, words: searched(textOf(said)) };
  return async (tx) => void (await queues.sentence.add(tx, { key: messageId, payload }));
};

/** The job that offers what a sentence may mean, else what people mostly want. */
export function sentenceJob(deps: OpenDeps & Pick<CreateDeps, 'approvalCodes' | 'newId'>): JobHandler {
  /** Sends the list as that of a draft, which the buttons then go on with. */
  async function offer(tx: Tx, said: Said, shown: Parameters<typeof picker>[2]) {
    const { person, messageId, chatId } = said;
    const id = deps.newId();
    const body = emptyBody({ messageId, chatId, direct: true }, '');
    await addDraft<DraftBody>(tx, { id, person, state: 'choosing', body });
    await expireLater(tx, deps, id);
    const draft = await findDraft<DraftBody>(tx, id);
    if (!draft) return;
    const codes = shown.offered.map(({ approvalCode }) => approvalCode);
    await present(tx, deps, draft, picker(deps, draft, shown), codes);
  }

  const showWays = (tx: Tx, { person, messageId, chatId }: Said) =>
    sendCard(tx, `no-command:${messageId}`, {
      to: { kind: 'reply', messageId, chatId },
      card: deps.cards.card('no-command', {}),
      press: { kind: 'help', owner: person, about: '' },
    });

  return queues.sentence.handler({
    async run(job) {
      const said = job.payload;
      const { person, words } = said;
      if (words === '') return (tx) => showWays(tx, said);
      const { offered } = await offeredTo(deps, person, looksAgain(job));
      const { all, found } = await search(deps, { person, body: { words } }, offered, meant);
      if (found.length === 0) return (tx) => showWays(tx, said);
      return (tx) => offer(tx, said, { guessed: true, offered: all, found, unclear: 0 });
    },
    gaveUp: ({ payload }, _error, tx) => showWays(tx, payload),
  });
}
