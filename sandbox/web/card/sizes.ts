import type { CardScope, Element } from './model.ts';
import { object, string } from './model.ts';

const TEXT_PX: Readonly<Record<string, number>> = {
  'heading-0': 30,
  'heading-1': 24,
  'heading-2': 20,
  'heading-3': 18,
  'heading-4': 16,
  heading: 16,
  normal: 14,
  notation: 12,
  'xxxx-large': 30,
  'xxx-large': 24,
  'xx-large': 20,
  'x-large': 18,
  large: 16,
  medium: 14,
  small: 12,
  'x-small': 10,
};

const SPACING_PX: Readonly<Record<string, number>> = { small: 4, medium: 8, large: 12, extra_large: 16 };

const FLEX = {
  left: 'flex-start',
  top: 'flex-start',
  center: 'center',
  right: 'flex-end',
  bottom: 'flex-end',
} as const;

/** A text size by its name, or by the name that the card's config gives to one. */
export function textStyle(size: unknown, style: CardScope['style']): Record<string, string> {
  const name = string(size) ?? 'normal';
  const own = object(object(style.text_size)[name]);
  const px = TEXT_PX[string(own.pc) ?? string(own.default) ?? name] ?? TEXT_PX.normal;
  const bold = /^heading/.test(name) || /^heading/.test(String(own.pc ?? own.default ?? ''));
  return { fontSize: `${px}px`, ...(bold && { fontWeight: '600' }) };
}

/** `4px 8px`, `12`, `-4px` as CSS; what is no such list is left out. */
export function sides(value: unknown): string | undefined {
  const parts = string(value)?.trim().split(/\s+/) ?? [];
  const good = parts.length > 0 && parts.length <= 4 && parts.every((part) => /^-?\d{1,2}(px)?$/.test(part));
  return good ? parts.map((part) => `${Number.parseInt(part, 10)}px`).join(' ') : undefined;
}

export function spacing(value: unknown, usual: number): string {
  const name = string(value) ?? '';
  return /^\d{1,2}px$/.test(name) ? name : `${SPACING_PX[name] ?? usual}px`;
}

const flex = (value: unknown, usual: string): string => FLEX[value as keyof typeof FLEX] ?? usual;

/** How a container sets out its children. */
export function layoutStyle(element: Element, usualGap = 8): Record<string, string> {
  const across = element.direction === 'horizontal';
  const { horizontal_align, vertical_align } = element;
  return {
    display: 'flex',
    flexDirection: across ? 'row' : 'column',
    ...(across && { flexWrap: 'wrap' }),
    rowGap: spacing(element.vertical_spacing, usualGap),
    columnGap: spacing(element.horizontal_spacing, usualGap),
    justifyContent: across ? flex(horizontal_align, 'flex-start') : flex(vertical_align, 'flex-start'),
    alignItems: across ? flex(vertical_align, 'flex-start') : flex(horizontal_align, 'stretch'),
  };
}

export function boxStyle(element: Element): Record<string, string> {
  const margin = sides(element.margin);
  const padding = sides(element.padding);
  return { ...(margin && { margin }), ...(padding && { padding }) };
}

/** `default` is as wide as its text, `fill` takes the row. */
export function widthStyle(value: unknown): Record<string, string> {
  if (value === 'fill') return { width: '100%' };
  return typeof value === 'string' && /^\d+px$/.test(value) ? { width: value, maxWidth: '100%' } : {};
}
