import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { usePlaced, usePopup } from '../popup.ts';
import { t } from '../store.ts';
import { confirmed, useAction } from './action.ts';
import { CardIcon } from './card-icon.tsx';
import { contentOf, type Element, type ElementProps, keyOf, list, object, string, useCard } from './model.ts';
import { boxStyle, widthStyle } from './sizes.ts';

export function ButtonElement({ element, path }: ElementProps) {
  const { language } = useCard();
  const { act, busy, disabled, tips } = useAction(element, path);
  const type = string(element.type) ?? 'default';
  const size = string(element.size) ?? 'medium';
  return (
    <button
      type="button"
      class={`button button-${type} button-${size}`}
      style={{ ...boxStyle(element), ...widthStyle(element.width) }}
      disabled={disabled}
      aria-busy={busy}
      title={tips}
      onClick={act}
    >
      {busy ? <span class="spinner" /> : <CardIcon icon={element.icon} />}
      {contentOf(element.text, language)}
    </button>
  );
}

interface MenuProps {
  beside: RefObject<HTMLDivElement | null>;
  options: readonly Element[];
  choose(option: Element): void;
}

function Menu({ beside, options, choose }: MenuProps) {
  const { language } = useCard();
  const list = useRef<HTMLDivElement>(null);
  usePlaced(list, beside, false);
  return (
    <div class="popup menu is-placed" role="menu" ref={list}>
      {options.map((option) => (
        <button
          key={String(option.value ?? contentOf(option.text, language))}
          type="button"
          role="menuitem"
          onClick={() => choose(option)}
        >
          {contentOf(option.text, language)}
        </button>
      ))}
    </div>
  );
}

/** More choices behind three dots. */
export function OverflowElement({ element, path }: ElementProps) {
  const card = useCard();
  const { open, toggle, close, root } = usePopup();
  const busy = card.pending.value === keyOf(path);
  const choose = async (option: Element) => {
    close();
    if (!(await confirmed(element, card))) return;
    const link = object(option.multi_url);
    const url = string(link.pc_url) || string(link.url);
    if (url) card.openUrl(url);
    else await card.click(path, { value: String(option.value ?? '') });
  };
  return (
    <div class="picker overflow" style={boxStyle(element)} ref={root}>
      <button
        type="button"
        class="button"
        onClick={toggle}
        aria-expanded={open}
        aria-haspopup="menu"
        aria-label={t('more')}
      >
        {busy ? <span class="spinner" /> : <Icon name="more" />}
      </button>
      {open && (
        <Menu beside={root} options={list(element.options)} choose={(option) => void choose(option)} />
      )}
    </div>
  );
}
