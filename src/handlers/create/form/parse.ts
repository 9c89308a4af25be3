import {
  childrenOf,
  currenciesOf,
  listOf,
  objectOf,
  optionsOf,
  precisionOf,
  type Raw,
  rangeOf,
  setting,
  settingsOf,
  textOf,
} from '../../../feishu/definition-json.ts';
import { parseCondition } from './condition.ts';
import { settled } from './formula/computable.ts';
import { groupOf } from './groups.ts';
import type { Settings, Widget, WidgetOf } from './widget.ts';

const phones = ['MOBILE', 'FIXED_LINE', 'FIXED_LINE_OR_MOBILE'] as const;
const ANY_NUMBER = Number.MAX_SAFE_INTEGER;
const foreign: Settings = { kind: 'foreign' };

const text = (multiline: boolean) => (): Settings => ({ kind: 'text', multiline });
const files = (image: boolean) => (): Settings => ({ kind: 'files', image });
const automatic = (): Settings => ({ kind: 'automatic' });

const choice = (multi: boolean) => (raw: Raw) => {
  const options = optionsOf(raw);
  return options.length > 0 ? ({ kind: 'choice', multi, options } as const) : foreign;
};

function amount(raw: Raw): Settings {
  const { own, range } = currenciesOf(raw);
  const main = own ?? range[0] ?? 'CNY';
  return { kind: 'amount', currencies: [...new Set([main, ...range])], ...rangeOf(raw) };
}

function formula(raw: Raw): Settings {
  const settings = settingsOf(raw);
  const expression = [raw.value, settings.formula, settings.expression, raw.formula, raw.expression]
    .map(textOf)
    .find((one) => one !== undefined);
  return expression ? { kind: 'formula', expression } : foreign;
}

function address(raw: Raw): Settings {
  const settings = settingsOf(raw);
  if (setting(settings, 'enable_detail_address') !== true) return { kind: 'address', detail: 'none' };
  const required = setting(settings, 'required_detail_address') === true;
  return { kind: 'address', detail: required ? 'required' : 'optional' };
}

function telephone(raw: Raw): Settings {
  const given = setting(settingsOf(raw), 'available_type');
  return { kind: 'telephone', accepts: phones.find((one) => one === given) ?? 'FIXED_LINE_OR_MOBILE' };
}

/** One person unless the settings say more: GET may leave them out, and one fits everywhere. */
function people(raw: Raw): Settings {
  const { multi, ignore } = settingsOf(raw);
  return { kind: 'people', multi: multi === true, notSelf: ignore === true };
}

function interval(raw: Raw): Settings {
  const free = setting(settingsOf(raw), 'interval_allow_modify') === true;
  return { kind: 'interval', precision: precisionOf(raw), free };
}

function list(raw: Raw): Settings {
  const children = parseWidgets(childrenOf(raw));
  return children.length > 0 ? { kind: 'list', children, most: ANY_NUMBER } : foreign;
}

const group = (raw: Raw): Settings => groupOf(raw, parseWidgets(childrenOf(raw))) ?? foreign;

const readers: Record<string, (raw: Raw) => Settings> = {
  input: text(false),
  textarea: text(true),
  text: (raw) => ({ kind: 'note', text: textOf(raw.value) ?? textOf(raw.name) ?? '' }),
  number: (raw) => ({ kind: 'number', ...rangeOf(raw) }),
  amount,
  formula,
  date: (raw) => ({ kind: 'date', precision: precisionOf(raw) }),
  dateInterval: interval,
  radio: choice(false),
  radioV2: choice(false),
  checkbox: choice(true),
  checkboxV2: choice(true),
  contact: people,
  department: () => ({ kind: 'department' }),
  connect: (raw) => ({ kind: 'connect', from: listOf(raw.value).flatMap((one) => textOf(one) ?? []) }),
  address,
  document: () => ({ kind: 'document' }),
  telephone,
  image: files(true),
  imageV2: files(true),
  attachment: files(false),
  attachmentV2: files(false),
  fieldList: list,
  leaveGroupV2: group,
  workGroup: group,
  outGroup: group,
  shiftGroup: group,
  serialNumber: automatic,
};

function parseWidget(given: unknown): Widget[] {
  const raw = objectOf(given);
  const id = textOf(raw.id);
  if (id === undefined || raw.visible === false) return [];
  const type = textOf(raw.type) ?? '';
  const known = Object.hasOwn(readers, type) && raw.only_in_feishu !== true;
  const read = known ? readers[type] : undefined;
  const withDefault = raw.enable_default_value !== false;
  return [
    {
      id,
      customId: textOf(raw.custom_id),
      type,
      name: textOf(raw.name) ?? '',
      required: raw.required === true,
      condition: parseCondition(raw.display_condition),
      initial: withDefault ? textOf(raw.widget_default_value) : undefined,
      ...(read?.(raw) ?? foreign),
    },
  ];
}

/** Ids are unique on a level: another control with one that is taken could be neither told apart nor submitted. */
function parseWidgets(given: unknown[]): Widget[] {
  const parsed = new Map<string, Widget>();
  for (const widget of given.flatMap(parseWidget)) if (!parsed.has(widget.id)) parsed.set(widget.id, widget);
  return [...parsed.values()];
}

/**
 * The controls of a definition, from the `form` that `GET approvals/:code` answers or from the one that creates a
 * definition. Never throws: what can't be read becomes a control that only Feishu's own form can fill.
 */
export function parseForm(form: string): Widget[] {
  try {
    return settled(parseWidgets(listOf(JSON.parse(form))));
  } catch {
    return [];
  }
}

const isNested = (widget: Widget): widget is WidgetOf<'list' | 'group'> =>
  widget.kind === 'list' || widget.kind === 'group';

function canBeFilled(widget: Widget): boolean {
  if (isNested(widget)) return widget.children.some(canBeFilled);
  return widget.kind !== 'foreign' && widget.kind !== 'automatic' && widget.kind !== 'note';
}

function requiredForeign(widgets: readonly Widget[]): Widget[] {
  return widgets.flatMap((widget) => {
    if (widget.kind === 'foreign') return widget.required ? [widget] : [];
    return isNested(widget) ? requiredForeign(widget.children) : [];
  });
}

/**
 * The controls for which a person has to go to Feishu's own form: the required ones that only it can fill, also inside lists,
 * and all of them where no other can be filled.
 */
export function beyondApi(widgets: readonly Widget[]): Widget[] {
  const required = requiredForeign(widgets);
  return required.length > 0 || widgets.some(canBeFilled)
    ? required
    : widgets.filter(({ kind }) => kind !== 'note');
}
