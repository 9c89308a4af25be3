import type { ToastType } from '../../cards/book.ts';
import type { ToastKey } from '../../cards/keys.ts';
import { type Action, forOwner, type Once, type Pressed } from '../../dispatch/actions.ts';
import { type ClickAnswer, textOf } from '../../dispatch/click.ts';
import { draftToChange, saveDraft } from '../../store/tables/drafts.ts';
import { type CreateDeps, type DraftBody, type FormDraft, queues } from './deps.ts';
import { pressForm } from './press.ts';
import { findAgain } from './start.ts';

/** The buttons of the list and of the form: decided without any platform call; what needs one becomes a job. */
export function formActions(
  deps: Pick<CreateDeps, 'approvalCodes' | 'cards' | 'formLinks'>,
): Record<string, Action> {
  const { cards } = deps;
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

  return {
    'create.pick': onDraft('by-state', pick),
    'create.find': onDraft(sameSearch, find),
    'create.form': onDraft(sameCall, (pressed) => pressForm(deps, pressed)),
  };
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
