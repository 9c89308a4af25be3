import type { FormFieldView, FormUnitView } from '../../cards/views.ts';
import type { Tx } from '../../store/db.ts';
import { chosenBefore } from '../../store/tables/chosen-people.ts';
import type { CreateDeps, DraftBody, FormDraft } from './deps.ts';
import { formName, type OpenForm, openForm } from './draft-form.ts';
import type { Field, Problem } from './form/control.ts';
import type { Unit } from './form/units.ts';
import { pagesFrom, unitsOn } from './page.ts';
import { aboveForm, notice } from './problems.ts';

export interface Page {
  units: Unit[];
  /** The unit with which the next page begins; null on the last. */
  until: string | null;
  /** How many pages follow. */
  more: number;
}

/** The part of a draft's form that its card shows now. */
export function pageOf({ draft, ...form }: OpenForm): Page {
  const units = form.units();
  const at = Math.min(draft.body.at, Math.max(0, units.length - 1));
  const count = unitsOn(units, at, draft.body.until);
  const until = units[at + count]?.key ?? null;
  return { units: units.slice(at, at + count), until, more: pagesFrom(units, at + count) };
}

/** The names of the fields that hold values, as the card returns them. */
export const fieldNames = (units: Unit[]): string[] =>
  units.flatMap((unit) =>
    unit.fields.flatMap((field) => ('name' in field && field.as !== 'button' ? field.name : [])),
  );

const fieldView = (field: Field): FormFieldView => {
  const { as, beside: _placed, ...rest } = field;
  const options = 'options' in rest ? rest.options : [];
  const blank = {
    name: '',
    value: '',
    values: [],
    rows: 1,
    max: 1,
    text: '',
    key: null,
    params: null,
  };
  const shown = options.map((one) => (typeof one === 'string' ? one : { text: null, key: null, ...one }));
  return { ...blank, hint: null, does: '', of: '', ...rest, as, options: shown };
};

/** The fields from top to bottom; those of one line stand side by side. */
function linesOf(fields: Field[]): Field[][] {
  const lines: Field[][] = [];
  for (const field of fields) {
    const last = lines.at(-1);
    if (field.beside && last) last.push(field);
    else lines.push([field]);
  }
  return lines;
}

function unitView(unit: Unit, problems: Problem[]): FormUnitView {
  return {
    label: unit.label ?? '',
    labelKey: unit.ours?.key ?? null,
    labelParams: unit.ours?.params ?? null,
    heads: unit.heads ?? null,
    required: unit.required,
    lines: linesOf(unit.fields).map((line) => line.map(fieldView)),
    errors: problems
      .filter(({ at }) => at === unit.key)
      .map(({ key, params }) => ({ key, params: params ?? null })),
  };
}

/** The units from top to bottom; two of one row stand side by side. */
function rowsOf(units: Unit[], problems: Problem[]): FormUnitView[][] {
  const rows: FormUnitView[][] = [];
  for (const unit of units) {
    const view = unitView(unit, problems);
    const last = rows.at(-1);
    if (unit.beside && last) last.push(view);
    else rows.push([view]);
  }
  return rows;
}

/** So many steps of a flow are shown at most. */
const MOST_STEPS = 10;

/** The form card of a draft. */
export function formCard({ cards }: Pick<CreateDeps, 'cards'>, form: OpenForm): object {
  const { draft } = form;
  const { body } = draft;
  const page = pageOf(form);
  const at = body.trail.length + 1;
  const steps = body.flow?.length ?? 0;
  // The fields have their room for sure; the flow has what they leave.
  return cards.fullest('create-form', Math.min(steps, MOST_STEPS), (shown) => ({
    draftId: draft.id,
    revision: draft.revision,
    approvalName: formName(draft),
    step: at + page.more > 1 ? { at, of: at + page.more } : null,
    rows: rowsOf(page.units, body.problems),
    problems: body.problems.length,
    notice: body.notice && { key: body.notice, params: body.noticeParams ?? {} },
    waitsFor: body.target?.kind ?? null,
    flow: body.flow?.slice(0, shown) ?? null,
    flowMore: steps - shown,
    isFirst: body.trail.length === 0,
    isLast: page.more === 0,
  }));
}

/**
 * The same, with the people whom the person chose before. What can't be drawn leaves the form, and else a sentence: nobody
 * may be left before a card that only says that it is busy.
 */
export async function drawn(
  db: Pick<Tx, 'all'>,
  deps: Pick<CreateDeps, 'cards' | 'log'>,
  draft: FormDraft,
): Promise<object> {
  const form = openForm(draft, await chosenBefore(db, draft.person));
  const bare: DraftBody = {
    ...draft.body,
    ...aboveForm('error.unexpected', draft.id),
    problems: [],
    flow: null,
  };
  for (const body of [draft.body, bare]) {
    try {
      return formCard(deps, form.with({ ...draft, body }));
    } catch (error) {
      deps.log.error({ err: error, draft_id: draft.id }, 'a form could not be drawn');
    }
  }
  return notice(deps.cards, 'error.unexpected', draft.id);
}
