import { theme } from '../store.ts';
import type { CardScope } from './model.ts';
import { object } from './model.ts';

const HUES = new Set(
  'blue carmine green grey indigo lime orange purple red sunflower turquoise violet wathet yellow neutral'.split(
    ' ',
  ),
);

/** How much of the hue is in a step of the palette; the rest is the surface below 500, and the text's colour above. */
const SHARE: Readonly<Record<number, number>> = {
  50: 7,
  100: 14,
  200: 26,
  300: 42,
  350: 54,
  400: 72,
  500: 100,
  600: 82,
  700: 66,
  800: 50,
  900: 36,
};

function shade(hue: string, step: number): string {
  const share = SHARE[step] ?? 100;
  if (share === 100) return `var(--${hue})`;
  return `color-mix(in oklab, var(--${hue}) ${share}%, var(${step < 500 ? '--surface' : '--ink'}))`;
}

/** A colour of the palette such as `blue` or `grey-100`, RGBA, or one of the card's own, for CSS; undefined for none. */
export function cssColor(name: unknown, style: CardScope['style'], usualStep = 500): string | undefined {
  if (typeof name !== 'string' || name === '' || name === 'default') return undefined;
  const own = object(style.color)[name];
  if (own !== undefined) return String(object(own)[theme.value === 'dark' ? 'dark_mode' : 'light_mode']);
  if (/^rgba\([\d., %]+\)$/.test(name)) return name;
  if (name === 'white' || name === 'bg-white' || name === 'bgwhite') return 'var(--surface)';
  const [, hue = '', step] = /^([a-z]+)(?:-(\d+))?$/.exec(name) ?? [];
  return HUES.has(hue) ? shade(hue, Number(step ?? usualStep)) : undefined;
}

/** Colours of a tag: a tint of the hue behind the hue itself. */
export function tagColors(name: unknown): Record<string, string> {
  const hue = typeof name === 'string' && HUES.has(name) ? name : 'neutral';
  return { background: shade(hue, hue === 'neutral' ? 200 : 100), color: shade(hue, 700) };
}

/** Colours of a header: tinted, with the title in the hue; without a template like the card itself. */
export function headerColors(name: unknown): Record<string, string> | undefined {
  if (typeof name !== 'string' || !HUES.has(name)) return undefined;
  return { background: shade(name, 100), color: shade(name, 700) };
}
