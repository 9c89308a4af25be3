import type { FormLimits } from '../../../feishu/creations.ts';
import {
  childrenOf,
  currenciesOf,
  listOf,
  objectOf,
  type Raw,
  settingsOf,
  textOf,
} from '../../../feishu/definition-json.ts';
import type { Definition } from '../../../feishu/definitions.ts';
import { limitsOfV2 } from '../../../feishu/form-v2.ts';
import { wordsIn } from '../../../lib/words.ts';
import { beyondApi, parseForm } from './parse.ts';

/** These have no value in a creation. */
const silent = new Set(['text', 'serialNumber']);

const beyond = (raw: Raw): Raw => ({ ...raw, only_in_feishu: true });

/** An amount that can only be in the definition's own currency; where that is not told, nobody knows which it would be. */
function inOwnCurrency(raw: Raw): Raw {
  const { own: told, range } = currenciesOf(raw);
  const own = told ?? (range.length === 1 ? range[0] : undefined);
  if (own === undefined) return range.length === 0 ? raw : beyond(raw);
  const { currencyRange: _range, ...others } = settingsOf(raw);
  return { ...raw, value: own, option: { ...others, currency_range: [own] } };
}

function taken(raw: Raw, limits: FormLimits): Raw {
  const type = textOf(raw.type) ?? '';
  if (!silent.has(type) && limits.controls?.has(type) === false) return beyond(raw);
  if (type === 'amount' && !limits.currencies) return inOwnCurrency(raw);
  if (type !== 'fieldList') return raw;
  return { ...raw, children: childrenOf(raw).map((child) => taken(objectOf(child), limits)) };
}

/** A definition's form with what a creation can't say marked as for Feishu's own form alone. */
export function formTaken(form: string, limits: FormLimits): string {
  if (limits.controls === undefined && limits.currencies) return form;
  try {
    return JSON.stringify(listOf(JSON.parse(form)).map((raw) => taken(objectOf(raw), limits)));
  } catch {
    return form;
  }
}

/**
 * Names of the controls of a definition for which people are sent to Feishu's own form: whatever generation of the API is
 * used, and those that the previous one does not take besides.
 */
export function servedBy({ form }: Pick<Definition, 'form'>): { beyond: string[]; refused: string[] } {
  const names = (text: string) => beyondApi(parseForm(text)).map(({ name }) => wordsIn(name, 'zh_cn'));
  const beyond = names(form);
  const refused = names(formTaken(form, limitsOfV2)).filter((name) => !beyond.includes(name));
  return { beyond, refused };
}
