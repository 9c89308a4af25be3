import { signal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { confirmed } from './action.ts';
import { ElementList } from './element.tsx';
import { initialValue, isEmpty } from './field.ts';
import {
  type CardScope,
  type Element,
  type ElementProps,
  FormContext,
  type FormState,
  list,
  string,
  useCard,
} from './model.ts';
import { boxStyle, layoutStyle } from './sizes.ts';

const FIELDS = /^(input|(multi_)?select_.+|date_picker|picker_.+|checker)$/;

/** Every field inside, however deep. */
function fieldsIn(elements: unknown): Element[] {
  return list(elements).flatMap((element) => [
    ...(FIELDS.test(element.tag ?? '') ? [element] : []),
    ...fieldsIn(element.elements),
    ...fieldsIn(element.columns),
  ]);
}

/** Only a choice of several is required unless the card says otherwise. */
const isRequired = ({ required, tag }: Element): boolean =>
  required === undefined ? tag === 'multi_select_static' : required === true;

function missingIn(
  fields: readonly Element[],
  values: FormState['values']['value'],
  language: string,
): string[] {
  return fields
    .filter(isRequired)
    .filter((field) => isEmpty(values[String(field.name)] ?? initialValue(field, language)))
    .map((field) => String(field.name));
}

/** The state of one form. Sending checks what is required first, as the client does, and the bot hears of nothing before. */
function createForm(element: Element, card: CardScope, focus: (name: string) => void): FormState {
  const values = signal<FormState['values']['value']>({});
  const missing = signal<ReadonlySet<string>>(new Set());
  return {
    values,
    missing,
    set(name, value) {
      values.value = { ...values.value, [name]: value };
      if (missing.value.has(name)) missing.value = new Set([...missing.value].filter((one) => one !== name));
    },
    async submit(_button, path) {
      const empty = missingIn(fieldsIn(element.elements), values.value, card.language);
      missing.value = new Set(empty);
      const [first] = empty;
      if (first !== undefined) return focus(first);
      if (await confirmed(element, card)) await card.click(path, { form: { ...values.value } });
    },
    reset() {
      values.value = {};
      missing.value = new Set();
    },
  };
}

export function FormElement({ element, path }: ElementProps) {
  const card = useCard();
  const box = useRef<HTMLFieldSetElement>(null);
  const focus = (name: string) =>
    box.current
      ?.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"] :is(input, textarea, button)`)
      ?.focus();
  const form = useMemo(() => createForm(element, card, focus), [JSON.stringify(element), card.language]);
  return (
    <FormContext.Provider value={form}>
      <fieldset
        class="form"
        aria-label={string(element.name) ?? ''}
        style={{ ...layoutStyle(element, 12), ...boxStyle(element) }}
        ref={box}
      >
        <ElementList elements={element.elements} path={[...path, 'elements']} />
      </fieldset>
    </FormContext.Provider>
  );
}
