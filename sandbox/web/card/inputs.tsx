import type { ComponentChildren } from 'preact';
import { t } from '../store.ts';
import { useAction } from './action.ts';
import { ButtonElement } from './buttons.tsx';
import { useField } from './field.ts';
import { type Element, type ElementProps, keyOf, list, object } from './model.ts';
import { boxStyle, widthStyle } from './sizes.ts';
import { TextObject } from './text.tsx';

interface FrameProps {
  element: Element;
  field: ReturnType<typeof useField>;
  children: ComponentChildren;
}

/** What stands around every field: its label, and what is wrong with it. */
export function FieldFrame({ element, field, children }: FrameProps) {
  const side = element.label_position === 'left' ? ' label-left' : '';
  return (
    <div
      class={`field${side}${field.missing ? ' is-missing' : ''}`}
      style={{ ...boxStyle(element), ...widthStyle(element.width) }}
      data-field={field.name}
    >
      {field.label && (
        <span class="field-label">
          {field.label}
          {element.required === true && <b aria-hidden="true">*</b>}
        </span>
      )}
      <div class="field-input">
        {children}
        {field.busy && <span class="spinner" />}
        {field.missing && <small role="alert">{t('required')}</small>}
      </div>
    </div>
  );
}

/** What every text field shares. */
function common(element: Element, field: ReturnType<typeof useField>) {
  return {
    value: String(field.value),
    placeholder: field.placeholder,
    disabled: field.disabled,
    maxLength: Number(element.max_length ?? 1000),
    'aria-label': field.label || field.placeholder,
    'aria-required': element.required === true,
    'aria-invalid': field.missing,
  };
}

const typed = (event: Event): string => (event.currentTarget as HTMLInputElement).value;

export function InputElement({ element, path }: ElementProps) {
  const field = useField(element, path);
  const onInput = (event: Event) => field.set(typed(event), false);
  return (
    <FieldFrame element={element} field={field}>
      {element.input_type === 'multiline_text' ? (
        <textarea
          rows={Number(element.rows ?? 3)}
          {...common(element, field)}
          onInput={onInput}
          onChange={field.tell}
        />
      ) : (
        <input
          {...(element.input_type === 'password' && { type: 'password' as const })}
          {...common(element, field)}
          onInput={onInput}
          onChange={field.tell}
        />
      )}
    </FieldFrame>
  );
}

const DATE_TYPES = { date_picker: 'date', picker_time: 'time', picker_datetime: 'datetime-local' } as const;

/** Date, time, or both. The browser writes a `T` where Feishu writes a space. */
export function DateElement({ element, path }: ElementProps) {
  const field = useField(element, path);
  const value = String(field.value).replace(' ', 'T');
  const change = (event: Event) => field.set(typed(event).replace('T', ' ').slice(0, 16));
  return (
    <FieldFrame element={element} field={field}>
      <span class="date" {...(value === '' && { 'data-placeholder': field.placeholder })}>
        <input
          {...common(element, field)}
          type={DATE_TYPES[element.tag as keyof typeof DATE_TYPES]}
          value={value}
          class={value === '' ? 'is-empty' : ''}
          onChange={change}
        />
      </span>
    </FieldFrame>
  );
}

export function CheckerElement({ element, path }: ElementProps) {
  const field = useField(element, path);
  const { disabled, tips } = useAction(element, path);
  const checked = field.value === true;
  const { show_strikethrough, opacity } = object(element.checked_style);
  const look = checked
    ? {
        ...(show_strikethrough === true && { textDecoration: 'line-through' }),
        ...(typeof opacity === 'number' && { opacity: String(opacity) }),
      }
    : {};
  const area = object(element.button_area);
  return (
    <FieldFrame element={element} field={field}>
      <div class="checker" title={tips}>
        <label>
          <input
            type="checkbox"
            checked={checked}
            disabled={disabled && !field.busy}
            onChange={() => field.set(!checked)}
          />
          <span style={look}>
            <TextObject value={element.text} />
          </span>
        </label>
        {list(area.buttons).map((button, index) => {
          const at = [...path, 'button_area', 'buttons', index];
          return <ButtonElement key={keyOf(at)} element={button} path={at} />;
        })}
      </div>
    </FieldFrame>
  );
}
