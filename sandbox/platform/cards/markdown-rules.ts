import { references } from '../../markdown/references.ts';
import { CODES, type Path } from './finding.ts';
import type { Problem } from './shape-rules.ts';
import { CELLS } from './table-element.ts';
import { elementsOf, objectsOf } from './walk.ts';

const MARKDOWN = new Set(['markdown', 'lark_md']);
type KnowsUser = (id: string) => boolean;

function invalidPerson(path: Path, id: string): Problem {
  const message = `There is an invalid user resource(at/person) in your card; ErrorValue: ${id}`;
  return { code: CODES.person, path, message };
}

function textProblems(text: string, path: Path, isKnownUser: KnowsUser): Problem[] {
  const { people, addresses, images } = references(text);
  return [
    ...people.filter((id) => id !== 'all' && !isKnownUser(id)).map((id) => invalidPerson(path, id)),
    ...addresses
      .filter((address) => !/^(https:\/\/|tel:\/\/|lark:\/\/msgcard\/unsupported_action$)/.test(address))
      .map((address) => ({
        code: CODES.unreadable,
        path,
        message: `not an address a link may have: ${address}`,
      })),
    ...images
      .filter((key) => !/^img_[A-Za-z0-9_-]+$/.test(key))
      .map((key) => ({
        code: CODES.imageKey,
        path,
        message: `card contains invalid image keys: ${key}`,
      })),
  ];
}

function* markdownIn(card: unknown): Generator<[string, Path]> {
  for (const [object, path] of objectsOf(card)) {
    if (!MARKDOWN.has(String(object.tag))) continue;
    if (typeof object.content === 'string') yield [object.content, [...path, 'content']];
    for (const [language, text] of Object.entries((object.i18n_content ?? {}) as Record<string, unknown>)) {
      if (typeof text === 'string') yield [text, [...path, 'i18n_content', language]];
    }
  }
}

function* markdownCells(card: unknown): Generator<[string, Path]> {
  for (const { element, tag, path } of elementsOf(card)) {
    if (tag !== 'table' || !Array.isArray(element.columns) || !Array.isArray(element.rows)) continue;
    const rich = element.columns.filter((column) => MARKDOWN.has(column?.data_type)).map(({ name }) => name);
    for (const [index, row] of element.rows.entries()) {
      for (const name of rich) {
        if (CELLS.markdown.safeParse(row?.[name]).success) yield [row[name], [...path, 'rows', index, name]];
      }
    }
  }
}

function elementPeople(card: unknown): [string, Path][] {
  return elementsOf(card).flatMap(({ element, tag, path }): [string, Path][] => {
    if (tag === 'person') return [[String(element.user_id), path]];
    if (tag !== 'person_list' || element.drop_invalid_user_id === true) return [];
    const persons = Array.isArray(element.persons) ? element.persons : [];
    return persons.map((person, index) => [String(person?.id), [...path, 'persons', index]]);
  });
}

/** People, links and pictures named in markdown, and the person elements. */
export function markdownProblems(card: unknown, isKnownUser: KnowsUser): Problem[] {
  const texts = [...markdownIn(card), ...markdownCells(card)];
  return [
    ...texts.flatMap(([text, path]) => textProblems(text, path, isKnownUser)),
    ...elementPeople(card)
      .filter(([id]) => !isKnownUser(id))
      .map(([id, path]) => invalidPerson(path, id)),
  ];
}
