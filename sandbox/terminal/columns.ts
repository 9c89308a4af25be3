import { type Element, elementLines, list, type Reader } from './elements.ts';
import { pad, textWidth } from './width.ts';

const GAP = 2;

/** An address is not broken: it may stick out below a button without pushing the next one away. */
const widest = (lines: readonly string[], width: number) =>
  Math.max(0, ...lines.map(textWidth).filter((one) => one <= width));

function columnWidths(columns: readonly Element[], width: number, reader: Reader): number[] {
  const natural = columns.map(({ elements, width: kind }) =>
    kind === 'weighted' ? 0 : widest(elementLines(elements, width, reader), width),
  );
  const weights = columns.map(({ width: kind, weight }) => (kind === 'weighted' ? Number(weight ?? 1) : 0));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const taken = natural.reduce((sum, one) => sum + one, 0) + GAP * (columns.length - 1);
  const rest = Math.max(0, width - taken);
  return columns.map((_column, index) => {
    const weight = weights[index] ?? 0;
    return weight === 0 ? (natural[index] ?? 0) : Math.floor((rest * weight) / total);
  });
}

function centred(lines: readonly string[], height: number, align: unknown): string[] {
  const above = align === 'center' ? Math.floor((height - lines.length) / 2) : 0;
  return Array.from({ length: height }, (_line, index) => lines[index - above] ?? '');
}

/** Columns side by side; a set with a background stands behind a bar, like a quotation. */
export function columnLines(set: Element, width: number, reader: Reader): string[] {
  const columns = list(set.columns);
  const bar = set.background_style === undefined || set.background_style === 'default' ? '' : '│ ';
  const widths = columnWidths(columns, width - bar.length, reader);
  const texts = columns.map(({ elements }, index) => elementLines(elements, widths[index] ?? 0, reader));
  const height = Math.max(0, ...texts.map((lines) => lines.length));
  const cells = texts.map((lines, index) => centred(lines, height, columns[index]?.vertical_align));
  return Array.from({ length: height }, (_line, row) => {
    const parts = cells.map((lines, index) => pad(lines[row] ?? '', widths[index] ?? 0));
    return (bar + parts.join(' '.repeat(GAP))).trimEnd();
  });
}
