import type { ToastType } from '../../cards/book.ts';
import type { ToastKey } from '../../cards/keys.ts';
import { type Action, forOwner, type Once, type Pressed } from '../../dispatch/actions.ts';
import { type Click, type ClickAnswer, textOf } from '../../dispatch/click.ts';
import { addJob } from '../../jobs/queue.ts';
import type { Tx } from '../../store/db.ts';
import { chosenBefore } from '../../store/tables/chosen-people.ts';
import { draftToChange, saveDraft } from '../../store/tables/drafts.ts';
import { contextOf, draftUnits } from './draft-form.ts';
import { formCard } from './form-card.ts';
import { type CreateParts, type DraftBody, type FormDraft, queues } from './parts.ts';
import { notice } from './problems.ts';
import { findAgain } from './start.ts';
import { absorb, addRow, awaitReply, back, dropFile, dropRow, judged, next } from './steps.ts';
import { isShown } from './unseen.ts';

/** The buttons of the list and of the form: decided without any platform call; what needs one becomes a job. */
export function formActions(parts: CreateParts): Record<string, Action> {
  const { cards } = parts;
  const told = (type: ToastType, key: ToastKey) => ({ toast: cards.toast(type, key) });
  const outdated = () => told('warning', 'toast.form_outdated');
  const asCard = (data: object) => ({ card: { type: 'raw' as const, data } });
  const onDraft = forOwner<FormDraft>(cards, {
    kind: 'create',
    named: 'd',
    find: ({ about }, tx) => draftToChange<DraftBody>(tx, about),
    notYours: 'toast.form_not_yours',
    outdated: 'toast.form_outdated',
  });

  async function pick({ click, card, thing: draft, tx }: Pressed<FormDraft>): Promise<ClickAnswer> {
    const approvalCode = textOf(click.value.c);
    if (!card.offers.includes(approvalCode)) return outdated();
    if (draft.state === 'opening') return told('info', 'toast.form_working');
    if (draft.state !== 'choosing' || !parts.approvalCodes.includes(approvalCode)) return outdated();
    const saved = await saveDraft(tx, { ...draft, state: 'opening' });
    if (!saved) return told('info', 'toast.form_working');
    await addJob(tx, { queue: queues.open, key: saved.id, payload: { draftId: saved.id, approvalCode } });
    return asCard(cards.card('create-progress', { key: 'form.preparing', params: null }));
  }

  async function find({ click, thing: draft, tx }: Pressed<FormDraft>): Promise<ClickAnswer> {
    if (draft.state !== 'choosing') return outdated();
    await findAgain(tx, draft, textOf(click.form.words));
    return told('info', 'toast.form_working');
  }

  async function cancel(draft: FormDraft, tx: Tx): Promise<ClickAnswer> {
    await saveDraft(tx, { ...draft, state: 'cancelled' });
    return {
      ...told('info', 'toast.form_cancelled'),
      ...asCard(notice(cards, 'create.cancelled', draft.id)),
    };
  }

  return {
    'create.pick': onDraft('by-state', pick),
    'create.find': onDraft(sameSearch, find),
    'create.form': onDraft(sameCall, async ({ click, thing: draft, tx }) => {
      const over = closed(draft);
      if (over) return told(...over);
      if (click.value.do === 'cancel') return cancel(draft, tx);
      const candidates = await chosenBefore(tx, draft.person);
      if (!hasStep(draft, candidates, click.value))
        return { ...outdated(), ...asCard(formCard(parts, draft, candidates)) };
      const answer = await act(parts, click, draft, tx);
      return { ...('toast' in answer ? told(answer.type, answer.toast) : {}), ...asCard(answer.card) };
    }),
  };
}

/** What is said where nothing can be filled in any more. */
function closed({ state }: FormDraft): [ToastType, ToastKey] | undefined {
  if (state === 'submitting') return ['info', 'toast.form_submitting'];
  if (state === 'done') return ['info', 'toast.form_submitted'];
  return state === 'filling' ? undefined : ['warning', 'toast.form_outdated'];
}

/** Presses at once, of what calls Feishu and leaves the card as it is until the answer is there. */
const AT_ONCE_MS = 10_000;
const working = { forMs: AT_ONCE_MS, told: 'toast.form_working' } as const;
const sameSearch: Once<FormDraft> = {
  ...working,
  version: ({ click }) => `${click.value.v} ${textOf(click.form.words)}`,
};
/** Everything else that a form does is told by its state and its revision. */
const sameCall: Once<FormDraft> = {
  ...working,
  version: ({ click: { value } }) =>
    value.do === 'search' || value.do === 'preview'
      ? JSON.stringify([value.v, value.do, value.of])
      : undefined,
};

const OF_THE_FORM = ['back', 'next', 'preview', 'submit'];

/** Whether the form has this button, on whichever of its pages. */
function hasStep(draft: FormDraft, candidates: readonly string[], value: Click['value']): boolean {
  const [does, of] = [textOf(value.do), textOf(value.of)];
  if (of === '') return OF_THE_FORM.includes(does);
  return draftUnits(draft, contextOf(draft, candidates)).some(({ fields }) =>
    fields.some((field) => field.as === 'button' && field.does === does && field.of === of),
  );
}

type Acted = { card: object } | { card: object; type: ToastType; toast: ToastKey };

/** What a button of the form does, by its name. */
async function act(parts: CreateParts, click: Click, draft: FormDraft, tx: Tx): Promise<Acted> {
  const candidates = await chosenBefore(tx, draft.person);
  const taken = absorb(draft, click.form, candidates, click.value.v);
  const of = textOf(click.value.of);
  const shown = async (changed: FormDraft) => {
    const saved = await saveDraft(tx, changed);
    return { card: formCard(parts, saved ?? changed, candidates) };
  };
  // A card that was drawn before the last change moves nothing: its page may be another one by now.
  const moves = ['next', 'back', 'add_row', 'drop_row'].includes(textOf(click.value.do));
  if (moves && !isShown(draft, click.value.v)) return shown(taken);
  switch (click.value.do) {
    case 'back':
      return shown(back(taken));
    case 'next':
      return marked(await shown(next(taken, candidates)), next(taken, candidates));
    case 'add_row':
      return shown(addRow(taken, of));
    case 'drop_row':
      return shown(dropRow(taken, of));
    case 'drop':
      return shown(dropFile(taken, of));
    case 'add_file':
      return { ...(await shown(awaitReply(taken, 'file', of))), type: 'info', toast: 'toast.say_file' };
    case 'add_people':
      return { ...(await shown(awaitReply(taken, 'people', of))), type: 'info', toast: 'toast.say_people' };
    case 'search':
      return {
        ...(await later(parts, tx, taken, candidates, queues.search, of)),
        type: 'info',
        toast: 'toast.form_working',
      };
    case 'preview':
    case 'submit':
      return submitted(parts, tx, taken, candidates, click.value.do);
    default:
      return shown(taken);
  }
}

const marked = (answer: { card: object }, { body }: FormDraft): Acted =>
  body.problems.length > 0 ? { ...answer, type: 'warning', toast: 'toast.form_fix' } : answer;

/** Saves the draft and leaves the rest to a job, which draws the card anew. */
async function later(
  parts: CreateParts,
  tx: Tx,
  draft: FormDraft,
  candidates: readonly string[],
  queue: string,
  of: string,
) {
  const saved = (await saveDraft(tx, draft)) ?? draft;
  await addJob(tx, { queue, key: `${saved.id}:${saved.revision}`, payload: { draftId: saved.id, of } });
  return { card: formCard(parts, saved, candidates) };
}

async function submitted(
  parts: CreateParts,
  tx: Tx,
  draft: FormDraft,
  candidates: readonly string[],
  does: 'preview' | 'submit',
): Promise<Acted> {
  const { draft: seen, reading } = judged(draft, candidates);
  if (reading.problems.length > 0) {
    const saved = (await saveDraft(tx, seen)) ?? seen;
    return { card: formCard(parts, saved, candidates), type: 'warning', toast: 'toast.form_fix' };
  }
  if (does === 'preview') {
    const answer = await later(parts, tx, seen, candidates, queues.preview, '');
    return { ...answer, type: 'info', toast: 'toast.form_working' };
  }
  const sending = await later(parts, tx, { ...seen, state: 'submitting' }, candidates, queues.submit, '');
  const approval = draft.body.definition?.name ?? '';
  const card = parts.cards.card('create-progress', { key: 'form.submitting', params: { approval } });
  return { ...sending, card, type: 'info', toast: 'toast.form_submitting' };
}
