import { z } from 'zod';
import { refuse } from '../../errors.ts';
import type { Platform } from '../../platform.ts';
import type { Person } from '../../world/schema.ts';
import type { NativeDefinition } from '../model.ts';
import { choiceCheckers } from './choices.ts';
import { dateCheckers } from './dates.ts';
import { type Checkers, type Entry, entry, type FormContext, type Widget, wrong } from './entry.ts';
import { groupCheckers } from './groups.ts';
import { bareAmount, plainCheckers } from './plain.ts';
import { referenceCheckers } from './references.ts';

/** The controls that v4 takes. */
const current = (): Checkers => ({
  ...plainCheckers,
  ...dateCheckers,
  ...choiceCheckers,
  ...referenceCheckers,
  ...groupCheckers,
});

/** The controls that v2 takes: fewer, and an amount without a currency. */
export function historic(): Checkers {
  const { document: _document, ...plain } = plainCheckers;
  const { address: _address, ...references } = referenceCheckers;
  const { fieldList, shiftGroup } = groupCheckers;
  return {
    ...plain,
    amount: bareAmount,
    ...dateCheckers,
    ...choiceCheckers,
    ...references,
    fieldList,
    shiftGroup,
  };
}

/** Checks one value against its control; the control's type must be the definition's own. */
export function checkEntry(value: Entry, widget: Widget, context: FormContext): void {
  if (value.type !== widget.type) wrong(value.id, `its type is ${widget.type}`);
  if (value.value === undefined || value.value === null) wrong(value.id, 'no value');
  const check = context.checkers[value.type];
  if (!check) wrong(value.id, `the API does not take ${value.type}`);
  else check(value, widget, context);
}

function parsed(form: string): Entry[] {
  let json: unknown;
  try {
    json = JSON.parse(form);
  } catch {
    return refuse(1390001, 'ext=form is no JSON');
  }
  const read = z.array(entry).safeParse(json);
  return read.success ? read.data : refuse(1390001, `ext=form: ${read.error.issues[0]?.message}`);
}

/**
 * Checks the form of a creation as the page of the instance's controls describes it. What is required is not checked: the
 * platform does not do so either.
 */
export function checkForm(
  form: string,
  definition: NativeDefinition,
  initiator: Person,
  platform: Platform,
  checkers = current(),
): Entry[] {
  const entries = parsed(form);
  const relation = definition.form_widget_relation;
  const context: FormContext = { platform, initiator, entries, checkers, relation };
  const seen = new Set<string>();
  for (const one of entries) {
    const widget = definition.form.find((candidate) => [candidate.id, candidate.custom_id].includes(one.id));
    if (!widget || seen.has(widget.id)) wrong(one.id, widget ? 'twice' : 'not in the definition');
    else checkEntry(one, widget, context);
    if (widget) seen.add(widget.id);
  }
  return entries;
}
