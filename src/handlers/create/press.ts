import type { ToastType } from '../../cards/book.ts';
import type { ToastWith } from '../../cards/keys.ts';
import type { Pressed } from '../../dispatch/actions.ts';
import type { ClickAnswer } from '../../dispatch/click.ts';
import type { Tx } from '../../store/db.ts';
import { chosenBefore } from '../../store/tables/chosen-people.ts';
import { saveDraft } from '../../store/tables/drafts.ts';
import type { CreateDeps, FormDraft } from './deps.ts';
import { formName, type OpenForm, openForm } from './draft-form.ts';
import { formCard } from './form-card.ts';
import { giveBack } from './give-back.ts';
import { notice } from './problems.ts';
import { queues } from './queues.ts';
import { absorb, addRow, atProblems, awaitReply, back, dropFile, dropRow, next } from './steps.ts';
import { isShown, saveUnseen } from './unseen.ts';

/** What a button of the form carries: the revision on which it was drawn, what it does, and to which field. */
export interface FormPress {
  v: number;
  do: string;
  of: string;
}

/** A press of a button of the form, decided without any platform call; what needs one becomes a job. */
export async function pressForm(
  deps: Pick<CreateDeps, 'cards' | 'formLinks'>,
  { click, value, thing: draft, tx }: Pressed<FormDraft, FormPress>,
): Promise<ClickAnswer> {
  const over = closed(draft);
  if (over) {
    await giveBack(tx, deps, draft, click);
    return answered(deps, over);
  }
  if (value.do === 'cancel') {
    await saveDraft(tx, { ...draft, state: 'cancelled' });
    const card = notice(deps.cards, 'create.cancelled', draft.id);
    return answered(deps, { type: 'info', toast: 'toast.form_cancelled', card });
  }
  const form = openForm(draft, await chosenBefore(tx, draft.person));
  if (hasStep(form, value)) return answered(deps, await act(deps, { click, value, tx }, form));
  const card = formCard(deps, form);
  return answered(deps, { type: 'warning', toast: 'toast.form_outdated', card });
}

type Told = { type: ToastType; toast: ToastWith };
type Acted = { card: object } | Told | ({ card: object } & Told);

const answered = ({ cards }: Pick<CreateDeps, 'cards'>, acted: Acted): ClickAnswer => ({
  ...('toast' in acted && { toast: cards.toast(acted.type, acted.toast) }),
  ...('card' in acted && { card: { type: 'raw', data: acted.card } }),
});

/** What is said where nothing can be filled in any more. */
function closed({ state }: FormDraft): Told | undefined {
  if (state === 'submitting') return { type: 'info', toast: 'toast.form_submitting' };
  if (state === 'done') return { type: 'info', toast: 'toast.form_submitted' };
  return state === 'filling' ? undefined : { type: 'warning', toast: 'toast.form_outdated' };
}

const OF_THE_FORM = ['back', 'next', 'preview', 'submit'];

/** Whether the form has this button, on whichever of its pages. */
function hasStep(form: OpenForm, { do: does, of }: FormPress): boolean {
  if (of === '') return OF_THE_FORM.includes(does);
  return form
    .units()
    .some(({ fields }) =>
      fields.some((field) => field.as === 'button' && field.does === does && field.of === of),
    );
}

/** What a button of the form does, by its name. */
async function act(
  deps: Pick<CreateDeps, 'cards'>,
  { click, value, tx }: Omit<Pressed<FormDraft, FormPress>, 'card' | 'thing'>,
  form: OpenForm,
): Promise<Acted> {
  const typed = absorb(form, click.form, value.v);
  const { draft: taken } = typed;
  const { of } = value;
  const shown = async (changed: FormDraft) => {
    const saved = await saveDraft(tx, changed);
    return { card: formCard(deps, typed.with(saved ?? changed)) };
  };
  // A card that was drawn before the last change moves nothing: its page may be another one by now.
  const moves = ['next', 'back', 'add_row', 'drop_row'].includes(value.do);
  if (moves && !isShown(form.draft, value.v)) return shown(taken);
  switch (value.do) {
    case 'back':
      return shown(back(taken));
    case 'next': {
      const moved = next(typed);
      return marked(await shown(moved), moved);
    }
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
      return later(tx, form, taken, queues.search, of);
    case 'preview':
    case 'submit':
      return submitted(deps, tx, { form, typed }, value.do);
    default:
      return shown(taken);
  }
}

const marked = (answer: { card: object }, { body }: FormDraft): Acted =>
  body.problems.length > 0 ? { ...answer, type: 'warning', toast: 'toast.form_fix' } : answer;

type Pressing = (typeof queues)['search' | 'preview' | 'submit'];

/**
 * Leaves the rest to a job, which draws the card anew, once: drawn now as well, it would empty what is typed until then.
 */
async function later(tx: Tx, form: OpenForm, taken: FormDraft, queue: Pressing, of: string): Promise<Told> {
  const saved = (await saveUnseen(tx, form, taken)) ?? taken;
  await addWork(tx, saved, queue, of);
  return { type: 'info', toast: 'toast.form_working' };
}

const addWork = (tx: Tx, { id, revision }: FormDraft, queue: Pressing, of: string) =>
  queue.add(tx, { key: `${id}:${revision}`, payload: { draftId: id, of } });

async function submitted(
  deps: Pick<CreateDeps, 'cards'>,
  tx: Tx,
  { form, typed }: Record<'form' | 'typed', OpenForm>,
  does: 'preview' | 'submit',
): Promise<Acted> {
  const { problems } = typed.reading();
  const seen = atProblems(typed, problems);
  if (problems.length > 0) {
    const saved = (await saveDraft(tx, seen)) ?? seen;
    return { card: formCard(deps, typed.with(saved)), type: 'warning', toast: 'toast.form_fix' };
  }
  if (does === 'preview') return later(tx, form, seen, queues.preview, '');
  const sending: FormDraft = { ...seen, state: 'submitting' };
  await addWork(tx, (await saveDraft(tx, sending)) ?? sending, queues.submit, '');
  const approval = formName(seen);
  const card = deps.cards.card('create-progress', { key: 'form.submitting', params: { approval } });
  return { card, type: 'info', toast: 'toast.form_submitting' };
}
