import { useState } from 'preact/hooks';
import { useAction } from './action.ts';
import { CardIcon } from './card-icon.tsx';
import { cssColor } from './colors.ts';
import { ElementList } from './element.tsx';
import { type ElementProps, keyOf, list, object, string, useCard } from './model.ts';
import { boxStyle, layoutStyle, sides, spacing } from './sizes.ts';
import { TextObject } from './text.tsx';

function columnWidth(
  { width, weight }: Readonly<Record<string, unknown>>,
  mode: unknown,
): Record<string, string> {
  if (mode === 'bisect') return { flex: '1 1 calc(50% - 8px)' };
  if (mode === 'trisect') return { flex: '1 1 calc(33% - 8px)' };
  if (width === 'weighted') return { flex: `${Number(weight ?? 1)} 1 0`, minWidth: '0' };
  if (typeof width === 'string' && width.endsWith('px')) return { flex: `0 0 ${width}` };
  return { flex: '0 0 auto' };
}

function Column({ element, path, mode }: ElementProps & { mode: unknown }) {
  const { style } = useCard();
  const background = cssColor(element.background_style, style);
  const look = {
    ...columnWidth(element, mode),
    ...layoutStyle(element),
    ...boxStyle(element),
    ...(background && { background }),
  };
  return (
    <div class="column" style={look}>
      <ElementList elements={element.elements} path={[...path, 'elements']} />
    </div>
  );
}

export function ColumnSetElement({ element, path }: ElementProps) {
  const { style } = useCard();
  const { flex_mode, horizontal_align } = element;
  const background = cssColor(element.background_style, style);
  const justify = { left: 'flex-start', center: 'center', right: 'flex-end' }[String(horizontal_align)];
  const look = {
    ...boxStyle(element),
    columnGap: spacing(element.horizontal_spacing, 8),
    ...(justify && { justifyContent: justify }),
    ...(background && { background }),
  };
  return (
    <div
      class={`column-set flex-${String(flex_mode ?? 'none')}${background ? ' has-background' : ''}`}
      style={look}
    >
      {list(element.columns).map((column, index) => {
        const at = [...path, 'columns', index];
        return <Column key={keyOf(at)} element={column} path={at} mode={flex_mode} />;
      })}
    </div>
  );
}

function frame(element: ElementProps['element'], style: ReturnType<typeof useCard>['style']) {
  const background = cssColor(element.background_style, style);
  const border = cssColor(element.border_color, style) ?? 'var(--line)';
  const width = string(element.width);
  return {
    ...layoutStyle(element),
    ...boxStyle(element),
    padding: sides(element.padding) ?? '4px 12px',
    ...(background && { background }),
    ...(element.has_border === true && { border: `1px solid ${border}` }),
    borderRadius: string(element.corner_radius) ?? '8px',
    ...(width && /px$/.test(width) && { width }),
    ...(width === 'auto' && { alignSelf: 'flex-start' }),
  };
}

export function InteractiveContainerElement({ element, path }: ElementProps) {
  const { style } = useCard();
  const { act, busy, disabled, tips } = useAction(element, path);
  const own = (event: Event) =>
    (event.target as HTMLElement).closest('button, a, input, textarea, [role=button]') ===
    event.currentTarget;
  const click = (event: Event) => own(event) && act();
  const press = (event: KeyboardEvent) => {
    if (event.target === event.currentTarget && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      act();
    }
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button may not hold the elements that this container holds
    <div
      class={`interactive${busy ? ' is-busy' : ''}`}
      style={frame(element, style)}
      role="button"
      tabIndex={disabled ? -1 : 0}
      aria-disabled={disabled}
      aria-busy={busy}
      title={tips}
      onClick={click}
      onKeyDown={press}
    >
      <ElementList elements={element.elements} path={[...path, 'elements']} />
    </div>
  );
}

export function CollapsiblePanelElement({ element, path }: ElementProps) {
  const { style } = useCard();
  const [open, setOpen] = useState(element.expanded === true);
  const header = object(element.header);
  const border = object(element.border);
  const line = cssColor(border.color, style);
  const look = {
    ...boxStyle(element),
    padding: '0',
    ...(line && { border: `1px solid ${line}` }),
    borderRadius: string(border.corner_radius) ?? '6px',
  };
  const headBackground = cssColor(header.background_color, style);
  const icon = header.icon ?? { tag: 'standard_icon', token: 'down-small-ccm_outlined' };
  const turned = open ? Number(header.icon_expanded_angle ?? 180) : 0;
  return (
    <section class="panel" style={look}>
      <button
        type="button"
        class={`panel-head icon-${String(header.icon_position ?? 'right')}`}
        style={{
          padding: sides(header.padding) ?? '4px 8px',
          ...(headBackground && { background: headBackground }),
        }}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <TextObject value={header.title} />
        <CardIcon icon={icon} turned={turned} />
      </button>
      {open && (
        <div class="panel-body" style={{ ...layoutStyle(element), padding: sides(element.padding) ?? '8px' }}>
          <ElementList elements={element.elements} path={[...path, 'elements']} />
        </div>
      )}
    </section>
  );
}
