import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Avatar } from '../avatar.tsx';
import { Icon } from '../icons.tsx';
import { usePlaced, usePopup } from '../popup.ts';
import { nameOfId, t } from '../store.ts';
import { CardIcon } from './card-icon.tsx';
import { useField } from './field.ts';
import { FieldFrame } from './inputs.tsx';
import { type CardScope, contentOf, type Element, type ElementProps, list, useCard } from './model.ts';
import { useOptionKeys } from './option-keys.ts';

interface Option {
  value: string;
  text: string;
  person: boolean;
  icon?: unknown;
}

/** The options of the element; a person picker without any offers the members of the chat. */
function optionsOf(element: Element, { language, members }: CardScope): Option[] {
  const person = element.tag?.endsWith('person') ?? false;
  const given = list(element.options);
  if (!person) {
    return given.map(({ value, text, icon }) => ({
      value: String(value),
      text: contentOf(text, language),
      person,
      icon,
    }));
  }
  const ids = given.length > 0 ? given.map(({ value }) => String(value)) : members;
  return ids.map((id) => ({ value: id, text: nameOfId(id), person }));
}

function OptionText({ option }: { option: Option }) {
  return (
    <>
      {option.person && <Avatar name={option.text} size={22} />}
      <CardIcon icon={option.icon} />
      <span>{option.text}</span>
    </>
  );
}

interface PopupProps {
  /** What the list belongs to. */
  beside: RefObject<HTMLDivElement | null>;
  options: readonly Option[];
  chosen: readonly string[];
  take(option: Option): void;
}

function Options({ beside, options, chosen, take }: PopupProps) {
  const list = useRef<HTMLDivElement>(null);
  usePlaced(list, beside, true);
  const [query, setQuery] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const shown = options.filter(({ text }) => text.toLowerCase().includes(query.toLowerCase()));
  const { marked, onKeyDown } = useOptionKeys(shown, take);
  useEffect(() => search.current?.focus(), []);
  return (
    <div class="popup options is-placed" ref={list}>
      <label class="options-search">
        <Icon name="search" size={14} />
        <input
          ref={search}
          value={query}
          placeholder={t('search')}
          aria-label={t('search')}
          role="combobox"
          aria-expanded="true"
          aria-controls="options"
          aria-activedescendant={`option-${marked}`}
          onInput={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      <div class="options-list" role="listbox" id="options" aria-multiselectable={chosen.length > 1}>
        {shown.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the search field keeps the focus and takes the keys
          <div
            key={option.value}
            id={`option-${index}`}
            role="option"
            tabIndex={-1}
            class={index === marked ? 'is-marked' : ''}
            aria-selected={chosen.includes(option.value)}
            onClick={() => take(option)}
          >
            <OptionText option={option} />
            {chosen.includes(option.value) && <Icon name="check" size={16} />}
          </div>
        ))}
        {shown.length === 0 && <p class="none">{t(options[0]?.person ? 'nobody' : 'nothing')}</p>}
      </div>
    </div>
  );
}

/** All four selects: one or several, of texts or of people. */
export function SelectElement({ element, path }: ElementProps) {
  const card = useCard();
  const field = useField(element, path);
  const { open, toggle, close, root } = usePopup();
  const several = element.tag?.startsWith('multi_') ?? false;
  const options = optionsOf(element, card);
  const chosen = Array.isArray(field.value) ? field.value : [String(field.value)].filter(Boolean);
  const take = ({ value }: Option) => {
    if (!several) {
      close();
      return field.set(value);
    }
    return field.set(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  };
  const shown = options.filter(({ value }) => chosen.includes(value));
  return (
    <FieldFrame element={element} field={field}>
      <div class="picker" ref={root}>
        <button
          type="button"
          class={`select${several ? ' is-multi' : ''}`}
          disabled={field.disabled}
          onClick={toggle}
          aria-haspopup="listbox"
          aria-expanded={open}
          aria-label={field.placeholder || t('choose')}
          aria-invalid={field.missing}
        >
          <span class="select-value">
            {shown.length === 0 && <span class="placeholder">{field.placeholder || t('choose')}</span>}
            {shown.map((option) => (
              <span key={option.value} class={several ? 'select-chip' : 'select-one'}>
                <OptionText option={option} />
              </span>
            ))}
          </span>
          <Icon name="down" size={14} />
        </button>
        {open && <Options beside={root} options={options} chosen={chosen} take={take} />}
      </div>
    </FieldFrame>
  );
}
