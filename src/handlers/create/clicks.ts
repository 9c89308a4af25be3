import type { ToastType } from '../../cards/book.ts';
import { BUTTONS } from '../../cards/buttons.ts';
import type { ToastWith } from '../../cards/keys.ts';
import { type Action, forOwner, type Once, type Pressed } from '../../dispatch/actions.ts';
import { type ClickAnswer, textOf } from '../../dispatch/click.ts';
import { draftToChange, saveDraft } from '../../store/tables/drafts.ts';
import type { CreateDeps, DraftBody, FormDraft } from './deps.ts';
import { type FormPress, pressForm } from './press.ts';
import { queues } from './queues.ts';
import { findAgain } from './start.ts';

/** The buttons of the list and of the form: decided without any platform call; what needs one becomes a job. */
export function formActions(deps: Pick<CreateDeps, 'approvalCodes' | 'cards' | 'formLinks'>): Action[] {
  const { cards } = deps;
  const told = (type: ToastType, key: ToastWith) => ({ toast: cards.toast(type, key) });
  const outdated = () => told('warning', 'toast.form_outdated');
  const asCard = (data: object) => ({ card: { type: 'raw' as const, data } });
  const onDraft = forOwner(cards, {
    kind: 'create',
    named: 'd',
    find: ({ about }, tx) => draftToChange<DraftBody>(tx, about),
    notYours: 'toast.form_not_yours',
    outdated: 'toast.form_outdated',
  });

  async function pick({
    value,
    card,
    thing: draft,
    tx,
  }: Pressed<FormDraft, { c: string }>): Promise<ClickAnswer> {
    const approvalCode = value.c;
    if (!card.offers.includes(approvalCode)) return outdated();
    if (draft.state === 'opening') return told('info', 'toast.form_working');
    if (draft.state !== 'choosing' || !deps.approvalCodes.includes(approvalCode)) return outdated();
    const saved = await saveDraft(tx, { ...draft, state: 'opening' });
    if (!saved) return told('info', 'toast.form_working');
    await queues.open.add(tx, { key: saved.id, payload: { draftId: saved.id, approvalCode } });
    return asCard(cards.card('create-progress', { key: 'form.preparing', params: null }));
  }

  async function find({ click, thing: draft, tx }: Pressed<FormDraft>): Promise<ClickAnswer> {
    if (draft.state !== 'choosing') return outdated();
    await findAgain(tx, draft, textOf(click.form.words));
    return told('info', 'toast.form_working');
  }

  return [
    onDraft(BUTTONS.createPick, 'by-state', pick),
    onDraft(BUTTONS.createFind, sameSearch, find),
    onDraft(BUTTONS.createForm, sameCall, (pressed) => pressForm(deps, pressed)),
  ];
}

/** Presses at once, of what calls Feishu and leaves the card as it is until the answer is there. */
const AT_ONCE_MS = 10_000;
const working = { forMs: AT_ONCE_MS, told: 'toast.form_working' } as const;
const sameSearch: Once<FormDraft, { v: number }> = {
  ...working,
  version: ({ value, click }) => `${value.v} ${textOf(click.form.words)}`,
};
/** Everything else that a form does is told by its state and its revision. */
const sameCall: Once<FormDraft, FormPress> = {
  ...working,
  version: ({ value }) =>
    value.do === 'search' || value.do === 'preview'
      ? JSON.stringify([value.v, value.do, value.of])
      : undefined,
};
