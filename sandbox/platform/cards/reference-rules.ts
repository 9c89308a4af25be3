import { CODES } from './finding.ts';
import type { Problem } from './shape-rules.ts';
import { CELLS } from './table-element.ts';
import { elementsOf, objectsOf, type Visited } from './walk.ts';

function elementIdProblems(card: unknown): Problem[] {
  const seen = new Set<string>();
  return [...objectsOf(card)].flatMap(([{ element_id: id }, path]): Problem[] => {
    if (typeof id !== 'string') return [];
    if (seen.has(id)) {
      return [
        {
          code: CODES.unreadable,
          path: [...path, 'element_id'],
          message: `element_id "${id}" is used twice`,
        },
      ];
    }
    seen.add(id);
    return [];
  });
}

/** Options that name people may repeat one, as an example of the page does. */
function optionProblems({ element, tag, path }: Visited): Problem[] {
  if (!Array.isArray(element.options) || tag.endsWith('select_person')) return [];
  const seen = new Set<unknown>();
  return element.options.flatMap((option: { value?: unknown } | null, index): Problem[] => {
    const value = option?.value;
    if (value === undefined) return [];
    if (seen.has(value)) {
      const at = [...path, 'options', index, 'value'];
      return [{ code: CODES.unreadable, path: at, message: `two options have the value "${String(value)}"` }];
    }
    seen.add(value);
    return [];
  });
}

const IMAGE_KEY = /^img_[A-Za-z0-9_-]+$/;

function imageProblems(card: unknown): Problem[] {
  return [...objectsOf(card)].flatMap(([{ img_key: key, tag }, path]): Problem[] => {
    if (typeof key !== 'string' || tag === 'standard_icon' || IMAGE_KEY.test(key)) return [];
    return [
      {
        code: CODES.imageKey,
        path: [...path, 'img_key'],
        message: `card contains invalid image keys: ${key}`,
      },
    ];
  });
}

function rowProblems({ element, tag, path }: Visited): Problem[] {
  if (tag !== 'table' || !Array.isArray(element.columns) || !Array.isArray(element.rows)) return [];
  const types = new Map(
    element.columns.map((column) => [column?.name, column?.data_type as keyof typeof CELLS]),
  );
  return element.rows.flatMap((row: unknown, index): Problem[] => {
    const at = [...path, 'rows', index];
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      return [{ code: CODES.tableRow, path: at, message: 'table rows is invalid' }];
    }
    return Object.entries(row).flatMap(([name, cell]): Problem[] => {
      const type = types.get(name);
      if (!types.has(name)) {
        return [{ code: CODES.tableRowName, path: [...at, name], message: 'table rows name is invalid' }];
      }
      if (type === undefined || CELLS[type]?.safeParse(cell).success !== false) return [];
      return [
        { code: CODES.tableRow, path: [...at, name], message: `table rows is invalid: not of type ${type}` },
      ];
    });
  });
}

/** What has to be unique or has to fit something else in the card. */
export function referenceProblems(card: unknown): Problem[] {
  const elements = elementsOf(card);
  return [
    ...elementIdProblems(card),
    ...imageProblems(card),
    ...elements.flatMap(optionProblems),
    ...elements.flatMap(rowProblems),
  ];
}
