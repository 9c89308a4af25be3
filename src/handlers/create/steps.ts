import type { DraftBody, FormDraft } from './deps.ts';
import type { OpenForm } from './draft-form.ts';
import type { Problem } from './form/control.ts';
import { type Filled, fieldValues, rowsOf } from './form/filled.ts';
import { fieldNames, pageOf } from './form-card.ts';
import { pagesTo, unitsOn } from './page.ts';
import { shownFields, withAdded } from './unseen.ts';

const withBody = (draft: FormDraft, body: Partial<DraftBody>): FormDraft => ({
  ...draft,
  body: { ...draft.body, ...body },
});
const filledWith = (draft: FormDraft, filled: Partial<Filled>) =>
  withBody(draft, { filled: { ...draft.body.filled, ...filled } });

/**
 * Takes over what the card returned. A field of the page that is missing was emptied, but only when the card still shows
 * where the draft is: an older card may have been of another page.
 */
export function absorb(form: OpenForm, typed: Record<string, unknown>, revision: unknown): OpenForm {
  const { draft } = form;
  const known = fieldNames(form.units());
  const shown = shownFields(form, revision);
  const returned = fieldValues(typed);
  const values = { ...draft.body.filled.values };
  for (const name of shown) delete values[name];
  for (const name of known) if (Object.hasOwn(returned, name)) values[name] = returned[name] ?? '';
  const taken = filledWith(draft, { values: withAdded(values, draft, revision) });
  return form.with(withBody(taken, { notice: null, target: null, flow: null, until: pageOf(form).until }));
}

/** A row after the others, under a number that was never used. */
export function addRow(draft: FormDraft, key: string): FormDraft {
  const rows = rowsOf(draft.body.filled, key);
  const next = Math.max(-1, ...rows, ...usedRows(draft.body.filled, key)) + 1;
  return filledWith(draft, { rows: { ...draft.body.filled.rows, [key]: [...rows, next] } });
}

const usedRows = ({ values }: Filled, key: string) =>
  Object.keys(values).flatMap((name) => {
    const row = name.startsWith(`${key}/`) ? Number(name.slice(key.length + 1).split('/')[0]) : Number.NaN;
    return Number.isInteger(row) ? [row] : [];
  });

export function dropRow(draft: FormDraft, of: string): FormDraft {
  const [key = '', row] = of.split(' ');
  const rows = rowsOf(draft.body.filled, key).filter((one) => String(one) !== row);
  return filledWith(draft, { rows: { ...draft.body.filled.rows, [key]: rows } });
}

export function dropFile(draft: FormDraft, of: string): FormDraft {
  const [key = '', code] = of.split(' ');
  const kept = (draft.body.filled.files[key] ?? []).filter((one) => one.code !== code);
  return filledWith(draft, { files: { ...draft.body.filled.files, [key]: kept } });
}

/** Awaits a reply to the card for this field. */
export const awaitReply = (draft: FormDraft, kind: 'file' | 'people', key: string): FormDraft =>
  withBody(draft, { target: { kind, key } });

/** Back to the page before; what is on this one is kept and not judged. */
export function back(draft: FormDraft): FormDraft {
  const at = draft.body.trail.at(-1) ?? 0;
  const trail = draft.body.trail.slice(0, -1);
  return withBody(draft, { at, until: undefined, trail, problems: [] });
}

/** On to the next page, unless something on this one is wrong. */
export function next({ draft, ...form }: OpenForm): FormDraft {
  const units = form.units();
  const count = unitsOn(units, draft.body.at, draft.body.until);
  const shown = units.slice(draft.body.at, draft.body.at + count);
  const problems = form.reading().problems.filter(({ at }) => shown.some(({ key }) => at === key));
  if (problems.length > 0) return withBody(draft, { problems });
  const at = Math.min(draft.body.at + count, units.length - 1);
  const trail = [...draft.body.trail, draft.body.at];
  return withBody(draft, { problems: [], trail, at, until: undefined });
}

/** Shows problems: on the page that is shown, or else on the first page that has one. */
export function atProblems(form: OpenForm, problems: Problem[]): FormDraft {
  const marked = withBody(form.draft, { problems });
  if (problems.length === 0) return marked;
  const units = form.units();
  const end = marked.body.at + unitsOn(units, marked.body.at, marked.body.until);
  const indexes = problems
    .map(({ at }) => units.findIndex(({ key }) => key === at))
    .filter((index) => index >= 0);
  const first = Math.min(...indexes);
  if (indexes.length === 0 || (first >= marked.body.at && first < end)) return marked;
  const starts = pagesTo(units, first);
  return withBody(marked, { at: starts.at(-1) ?? 0, until: undefined, trail: starts.slice(0, -1) });
}
