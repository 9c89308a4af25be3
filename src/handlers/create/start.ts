import { BUTTONS } from '../../cards/buttons.ts';
import { type Action, forAnybody, type Once } from '../../dispatch/actions.ts';
import type { Command, Entry } from '../../dispatch/feature.ts';
import type { Segment } from '../../dispatch/segments.ts';
import type { JobHandler, Writes } from '../../jobs/perform.ts';
import type { Job } from '../../jobs/queue.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/clock.ts';
import type { Tx } from '../../store/db.ts';
import { addDraft, findDraft, saveDraft } from '../../store/tables/drafts.ts';
import { CARD_LIFE_MS } from '../../store/tables/sent-cards.ts';
import { messageOf, present } from './card-of.ts';
import { offeredTo } from './catalogue.ts';
import { type CreateDeps, type DraftBody, emptyBody, type FormDraft, type Origin } from './deps.ts';
import { MAX_ROWS, type NamedDefinition, search, shortNames } from './names.ts';
import { looksAgain, makeForm, type OpenDeps } from './open.ts';
import { notice, problemKey } from './problems.ts';
import { queues } from './queues.ts';

const NAME_CHARACTERS = 60;
const EXPIRES_AFTER_MS = CARD_LIFE_MS - HOUR_MS;

/** Begins a draft: the list of what can be started follows, or at once the form that the words name. */
async function begin(
  tx: Tx,
  deps: Pick<CreateDeps, 'clock' | 'newId'>,
  person: string,
  origin: Origin,
  words: string,
) {
  const id = deps.newId();
  await addDraft<DraftBody>(tx, { id, person, state: 'choosing', body: emptyBody(origin, words) });
  await queues.start.add(tx, { key: `${id}:1`, payload: { draftId: id } });
  await expireLater(tx, deps, id);
  return id;
}

/** The form ends an hour before its card can't be changed any more, while it still can say so. */
export async function expireLater(tx: Tx, { clock }: Pick<CreateDeps, 'clock'>, draftId: string) {
  const runAt = clock.now() + EXPIRES_AFTER_MS;
  await queues.expire.add(tx, { key: draftId, payload: { draftId }, runAt });
}

/** What is said in words: mentions and bare addresses are left out. */
export const textOf = (rest: Segment[]) =>
  rest
    .map((segment) =>
      segment.kind === 'text' || (segment.kind === 'link' && segment.text !== segment.href)
        ? segment.text
        : '',
    )
    .join(' ')
    .trim();

/** What definitions are searched for. Characters, not halves of them. */
export const searched = (words: string) => [...words.trim()].slice(0, 50).join('');

/** `/create [words]` */
export function createCommand(deps: Pick<CreateDeps, 'clock' | 'newId'>): Command {
  return {
    name: 'create',
    aliases: ['发起', '申請'],
    run:
      async ({ messageId, chatId, direct, sender }, rest) =>
      async (tx) => {
        await begin(tx, deps, sender, { messageId, chatId, direct }, searched(textOf(rest)));
      },
  };
}

const nowhere: Origin = { messageId: null, chatId: '', direct: true };

/** The button in the help and welcome cards: anybody may press it, and gets the list in their direct chat. */
export function startAction(deps: Pick<CreateDeps, 'cards' | 'clock' | 'newId'>): Action {
  const onHelp = forAnybody(deps.cards, {
    kind: 'help',
    because: 'whoever presses gets a list of what they may start themselves',
    find: async ({ key }) => key,
    outdated: 'toast.form_outdated',
  });
  return onHelp(BUTTONS.createStart, oneForm(), async ({ click, tx }) => {
    const made = await begin(tx, deps, click.operator, nowhere, '');
    return { toast: deps.cards.toast('info', 'toast.form_sent'), made };
  });
}

/** A form that was not touched for so long is out of sight: whoever presses again gets another one. */
const SHOWN_MS = 10 * MINUTE_MS;

/** One form for each person and card, until it is closed or out of sight. */
export const oneForm = <Thing>(): Once<Thing> => ({
  forMs: SHOWN_MS,
  version: ({ click }) => click.operator,
  async isOpen(draftId, tx) {
    const draft = await findDraft(tx, draftId);
    return draft !== undefined && ['choosing', 'opening', 'filling', 'submitting'].includes(draft.state);
  },
  told: 'toast.form_sent_before',
});

/** The entry `create` of the bot's menu. */
export const createEntry =
  (deps: Pick<CreateDeps, 'clock' | 'newId'>): Entry =>
  (tx, person) =>
    begin(tx, deps, person, nowhere, '');

type StartDeps = OpenDeps & Pick<CreateDeps, 'approvalCodes'>;

/** The job that shows what can be started. */
export function startJob(deps: StartDeps): JobHandler {
  return queues.start.handler({
    async run(job) {
      const draft = await findDraft<DraftBody>(deps.db, job.payload.draftId);
      return draft?.state === 'choosing' ? offer(deps, job, draft) : undefined;
    },
    async gaveUp(job, error, tx) {
      const draft = await findDraft<DraftBody>(tx, job.payload.draftId);
      if (draft) await present(tx, deps, draft, notice(deps.cards, problemKey(error), draft.id));
    },
  });
}

async function offer(deps: StartDeps, job: Pick<Job, 'attempts'>, draft: FormDraft): Promise<Writes> {
  const { offered, unclear } = await offeredTo(deps, draft.person, looksAgain(job));
  if (offered.length === 0) {
    const key = unclear > 0 ? 'create.none_known' : 'create.none';
    return (tx) => present(tx, deps, draft, notice(deps.cards, key, draft.id));
  }
  const { words } = draft.body;
  const { all, found } = await search(deps, draft, offered);
  const isFirst = (await messageOf(deps.db, draft.id)) === null;
  const only = found.length === 1 && words !== '' && isFirst ? found[0] : undefined;
  if (only) return makeForm(deps, job, draft, only.approvalCode);
  const codes = offered.map((one) => one.approvalCode);
  return (tx) => present(tx, deps, draft, picker(deps, draft, { offered: all, found, unclear }), codes);
}

interface Shown {
  guessed?: boolean;
  offered: NamedDefinition[];
  found: NamedDefinition[];
  unclear: number;
}

/** The list of what can be started. */
export function picker(
  { cards }: Pick<CreateDeps, 'cards'>,
  draft: Pick<FormDraft, 'body' | 'id' | 'revision'>,
  { guessed = false, offered, found, unclear }: Shown,
): object {
  const rows = found.length > 0 ? found : offered;
  const listed = shortNames(rows.slice(0, MAX_ROWS), NAME_CHARACTERS);
  return cards.card('create-picker', {
    draftId: draft.id,
    revision: draft.revision,
    words: draft.body.words,
    guessed,
    noneFound: found.length === 0,
    searchable: offered.length > MAX_ROWS,
    rows: listed,
    more: Math.max(0, rows.length - MAX_ROWS),
    unclear,
  });
}

/** Looks again, with other words. */
export async function findAgain(tx: Tx, draft: FormDraft, words: string): Promise<FormDraft | undefined> {
  const saved = await saveDraft(tx, { ...draft, body: { ...draft.body, words: searched(words) } });
  if (saved)
    await queues.start.add(tx, { key: `${saved.id}:${saved.revision}`, payload: { draftId: saved.id } });
  return saved;
}
