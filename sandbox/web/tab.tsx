import type { ComponentChildren } from 'preact';

/** One of the tabs of a `tablist`. */
export function Tab(props: { selected: boolean; onSelect: () => void; children: ComponentChildren }) {
  return (
    <button type="button" role="tab" aria-selected={props.selected} onClick={props.onSelect}>
      {props.children}
    </button>
  );
}
