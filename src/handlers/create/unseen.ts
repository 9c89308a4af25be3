import type { Tx } from '../../store/db.ts';
import { chosenBefore } from '../../store/tables/chosen-people.ts';
import { draftToChange, saveDraft } from '../../store/tables/drafts.ts';
import type { Added, DraftBody, FormDraft } from './deps.ts';
import { type OpenForm, openForm } from './draft-form.ts';
import { type FieldValue, listIn } from './form/filled.ts';
import { fieldNames, pageOf } from './form-card.ts';

/** So many are kept beyond those that the card does not show yet: for one that is older than the last drawn. */
const SHOWN_KEPT = 20;

/**
 * Changes a draft and leaves its card as it is: what is being typed there nobody knows yet, and a card that is drawn anew
 * empties it. False when the form is not being filled in any more.
 */
export async function changeUnseen(
  tx: Tx,
  draftId: string,
  how: (draft: FormDraft) => FormDraft,
): Promise<boolean> {
  const now = await draftToChange<DraftBody>(tx, draftId);
  if (now?.state !== 'filling') return false;
  await saveUnseen(tx, openForm(now, await chosenBefore(tx, now.person)), how(now));
  return true;
}

/** Saves what has become of a draft, whose card stays as it is. */
export async function saveUnseen(tx: Tx, form: OpenForm, changed: FormDraft): Promise<FormDraft | undefined> {
  const { revision, body } = form.draft;
  const from = drawnAt(form.draft);
  const fields = from < revision ? (body.untouched?.fields ?? []) : fieldsOn(form);
  const untouched = { from, to: revision + 1, fields };
  const { until } = pageOf(form);
  return saveDraft(tx, { ...changed, body: { ...changed.body, untouched, until } });
}

/** The revision of which the card was drawn. */
const drawnAt = ({ revision, body }: FormDraft) =>
  body.untouched?.to === revision ? body.untouched.from : revision;

const fieldsOn = (form: OpenForm) => fieldNames(pageOf(form).units);

/** The fields of the page that the draft is at, as a card of this revision shows them; none of an older page. */
export function shownFields(form: OpenForm, drawn: unknown): string[] {
  const { draft } = form;
  if (drawn === draft.revision) return fieldsOn(form);
  return isShown(draft, drawn) ? (draft.body.untouched?.fields ?? []) : [];
}

/** Whether a card of this revision still shows the page that the draft is at. */
export function isShown(draft: FormDraft, drawn: unknown): boolean {
  return typeof drawn === 'number' && drawn >= drawnAt(draft) && drawn <= draft.revision;
}

/** Notes whom a reply puts into a field. */
export function noteAdded(draft: FormDraft, added: Omit<Added, 'revision' | 'before'>): Added[] {
  const { revision, body } = draft;
  const all = body.added ?? [];
  const shown = all.filter((one) => one.revision <= drawnAt(draft));
  const before = listIn(body.filled, added.name);
  return [...all.slice(Math.max(0, shown.length - SHOWN_KEPT)), { ...added, before, revision: revision + 1 }];
}

/**
 * Puts those into what a card returned whom it could not show yet. Where one person is asked for and the card returned
 * another one than it had shown, both stay: the field says then that it takes one.
 */
export function withAdded(
  values: Record<string, FieldValue>,
  { body }: FormDraft,
  drawn: unknown,
): Record<string, FieldValue> {
  const all = { ...values };
  for (const { revision, name, multi, people, before } of body.added ?? []) {
    if (typeof drawn === 'number' && drawn >= revision) continue;
    const returned = listIn({ ...body.filled, values: all }, name);
    const chosen = multi ? returned : returned.filter((one) => !before.includes(one));
    const together = [...new Set([...chosen, ...people])];
    all[name] = multi || together.length > 1 ? together : (together[0] ?? '');
  }
  return all;
}
