import { clip, escapeMarkdown } from '../../cards/escape.ts';
import { bytesInBody } from '../../cards/limits.ts';
import type { Words } from '../../lib/words.ts';
import type { Field } from './form/control.ts';
import type { Unit } from './form/units.ts';

/** A card takes 200 elements and 30 KB; its frame, hints of a preview and messages at fields need a part of both. */
const MAX_ELEMENTS = 155;
const MAX_BYTES = 24_000;
/** A page that was begun with less may grow to this by what is filled in, before its last fields go to the next one. */
const GROWN_ELEMENTS = 172;
const GROWN_BYTES = 26_000;
/** More than these nobody fills in at one go. */
const MAX_UNITS = 24;

const elementsOf = (field: Field): number => {
  const columns = field.beside ? 3 : 0;
  if (field.as === 'select' || field.as === 'choices') return columns + 2 + field.options.length;
  return columns + (field.as === 'people' || field.as === 'person' || field.as === 'hint' ? 1 : 2);
};

/** Words that differ by language stand there once for each, and once more for clients of other languages. */
const wordsBytes = (words: Words, shown = (text: string) => text): number =>
  typeof words === 'string'
    ? bytesInBody(shown(words))
    : 80 + [words.zh_cn, ...Object.values(words)].reduce((sum, text) => sum + bytesInBody(shown(text)), 0);

/** A button repeats its label in three languages, an option has a frame; the rest is about as long as what it holds. */
const bytesOf = (field: Field) =>
  bytesInBody(field) +
  (field.as === 'button' ? 450 : 170) +
  (field.beside ? 290 : 0) +
  ('hint' in field ? 120 : 0) +
  ('options' in field ? field.options.reduce((sum, option) => sum + 60 + moreIn(option), 0) : 0) +
  (field.as === 'text' ? moreIn(field) : 0);

/** What words take on a card besides what they take in the field. */
const moreIn = (shown: string | object): number => {
  const words = typeof shown === 'object' && 'text' in shown ? (shown.text as Words) : '';
  return typeof words === 'string' ? 0 : 40 + bytesInBody(words.zh_cn);
};

/** The label with its required mark, and a message with its icon below the fields. */
const cost = ({ label = '', fields, beside }: Unit) => ({
  elements: 4 + (beside ? 3 : 0) + fields.reduce((total, field) => total + elementsOf(field), 0),
  bytes:
    600 +
    (beside ? 290 : 0) +
    wordsBytes(label, (text) => escapeMarkdown(clip(text, 100))) +
    fields.reduce((total, field) => total + bytesOf(field), 0),
});

/**
 * How many units from `start` on stand on one card: those before the unit `until`, with which the next page began when this
 * one was drawn first, and else as many as fit; at least one, and no heading alone at the end.
 */
export function unitsOn(units: Unit[], start: number, until?: string | null): number {
  const end = until === null ? units.length : units.findIndex(({ key }) => key === until);
  const costs = units.slice(start, Math.max(start, end)).map(cost);
  const total = (of: 'elements' | 'bytes') => costs.reduce((sum, one) => sum + one[of], 0);
  const stays = costs.length > 0 && total('elements') <= GROWN_ELEMENTS && total('bytes') <= GROWN_BYTES;
  return stays ? costs.length : unitsFitting(units, start);
}

/** How many units from `start` on fit onto one card. */
function unitsFitting(units: Unit[], start: number): number {
  let [count, elements, bytes] = [0, 0, 0];
  for (const unit of units.slice(start)) {
    const more = cost(unit);
    elements += more.elements;
    bytes += more.bytes;
    if (count > 0 && (count >= MAX_UNITS || elements > MAX_ELEMENTS || bytes > MAX_BYTES)) break;
    count += 1;
  }
  const isHeading = (unit: Unit | undefined) => unit !== undefined && unit.fields.length === 0;
  while (count > 1 && start + count < units.length && isHeading(units[start + count - 1])) count -= 1;
  return count;
}

/** How many pages the units from `start` on take. */
export function pagesFrom(units: Unit[], start: number): number {
  let pages = 0;
  for (let at = start; at < units.length; at += unitsFitting(units, at)) pages += 1;
  return pages;
}

/** The first units of the pages from the beginning to the page that holds the unit with this index. */
export function pagesTo(units: Unit[], index: number): number[] {
  const starts = [0];
  let start = 0;
  for (;;) {
    const next = start + unitsFitting(units, start);
    if (next > index || next >= units.length) return starts;
    starts.push(next);
    start = next;
  }
}
