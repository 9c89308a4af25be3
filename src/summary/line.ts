import { currenciesOf, formValues } from './form-values.ts';
import { oneLine } from './shown.ts';
import { namedParts, tellingParts } from './telling.ts';

/** A row of a card has room for so much. */
export const LONGEST_SUMMARY = 80;

/**
 * What an approval is about, in one line: `笔记本电脑 ×3 · ¥36,000`. Out of the form as it was filled in and, for what that does
 * not tell, of its definition's; by the fields that are named, if any are. Empty where nothing tells it.
 */
export function summaryLine(form: string, definitionForm = '', named?: readonly string[]): string {
  const fields = formValues(form);
  const currencies = currenciesOf(definitionForm);
  const parts = named ? namedParts(fields, named, currencies) : tellingParts(fields, currencies);
  return oneLine(parts.join(' · '), LONGEST_SUMMARY);
}
