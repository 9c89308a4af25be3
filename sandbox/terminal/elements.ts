import { columnLines } from './columns.ts';
import { type NameOf, readMarkdown } from './markdown.ts';
import { wrap } from './width.ts';

export interface Reader {
  language: string;
  nameOf: NameOf;
}

export type Element = Readonly<Record<string, unknown>>;
type Lines = (element: Element, width: number, reader: Reader) => string[];

export const list = (value: unknown): Element[] => (Array.isArray(value) ? value : []);
const object = (value: unknown): Element =>
  (typeof value === 'object' && value !== null ? value : {}) as Element;

/** A text object in the reader's language. */
export function readText(value: unknown, reader: Reader): string {
  const text = object(value);
  const own = object(text.i18n_content)[reader.language];
  const content = String(own ?? text.content ?? '');
  const isMarkdown = text.tag === 'markdown' || text.tag === 'lark_md';
  return isMarkdown ? readMarkdown(content, reader.language, reader.nameOf) : content;
}

const ICONS: Record<string, string> = { info_filled: '💡 ', warning_filled: '❗ ', error_filled: '❌ ' };

function withIcon(element: Element, text: string, width: number): string[] {
  const icon = ICONS[String(object(element.icon).token)] ?? '';
  const indent = ' '.repeat(icon === '' ? 0 : 3);
  return wrap(text, width - indent.length).map((line, index) => (index === 0 ? icon : indent) + line);
}

function button(element: Element, reader: Reader): string {
  const opens = list(element.behaviors).find(({ type }) => type === 'open_url');
  const address = opens === undefined ? '' : ` ${String(opens.default_url)}`;
  return `[ ${readText(element.text, reader)} ]${address}`;
}

/** What a field holds before anybody touches it: text, the texts of options, names of people. */
function initialText(element: Element, reader: Reader): string {
  const options = list(element.options);
  const shown = (value: unknown) => {
    const option = options.find((one) => one.value === value);
    return option?.text === undefined ? reader.nameOf(String(value)) : readText(option.text, reader);
  };
  const typed =
    element.default_value ?? element.initial_date ?? element.initial_time ?? element.initial_datetime;
  if (typed !== undefined) return String(typed);
  if (Array.isArray(element.selected_values)) return element.selected_values.map(shown).join(', ');
  return element.initial_option === undefined ? '' : shown(element.initial_option);
}

function field(element: Element, reader: Reader): string {
  const label = element.label === undefined ? '' : `${readText(element.label, reader)} `;
  const arrow = element.tag === 'input' ? '' : ' ▾';
  return `${label}[ ${initialText(element, reader) || readText(element.placeholder, reader) || '…'}${arrow} ]`;
}

function tableLines(element: Element): string[] {
  const columns = list(element.columns);
  const cell = (value: unknown) =>
    Array.isArray(value) ? value.map((one) => object(one).text ?? one).join(', ') : String(value ?? '');
  const head = columns.map(({ display_name, name }) => String(display_name ?? name)).join(' | ');
  return [
    head,
    ...list(element.rows).map((row) => columns.map(({ name }) => cell(row[String(name)])).join(' | ')),
  ];
}

function panelLines(element: Element, width: number, reader: Reader): string[] {
  const inside = elementLines(element.elements, width - 2, reader).map((line) => `  ${line}`);
  return [`▾ ${readText(object(element.header).title, reader)}`, ...inside];
}

const container: Lines = (element, width, reader) => elementLines(element.elements, width, reader);
const input: Lines = (element, width, reader) => wrap(field(element, reader), width);

const LINES: Record<string, Lines> = {
  markdown: (element, width, reader) => withIcon(element, readText(element, reader), width),
  div: (element, width, reader) => withIcon(element, readText(element.text, reader), width),
  hr: (_element, width) => ['─'.repeat(width)],
  button: (element, width, reader) => wrap(button(element, reader), width),
  checker: (element, width, reader) =>
    wrap(`[${element.checked === true ? 'x' : ' '}] ${readText(element.text, reader)}`, width),
  overflow: () => ['[ ⋯ ]'],
  img: (element, width, reader) => wrap(`[${readText(element.alt, reader)}]`, width),
  person: (element, width, reader) => wrap(reader.nameOf(String(element.user_id)), width),
  person_list: (element, width, reader) =>
    wrap(
      list(element.persons)
        .map(({ id }) => reader.nameOf(String(id)))
        .join(' '),
      width,
    ),
  table: (element, width) => tableLines(element).flatMap((line) => wrap(line, width)),
  column_set: columnLines,
  form: container,
  interactive_container: container,
  collapsible_panel: panelLines,
  input,
  select_static: input,
  multi_select_static: input,
  select_person: input,
  multi_select_person: input,
  date_picker: input,
  picker_time: input,
  picker_datetime: input,
};

/** The lines of some elements, one below the other. An element that can't be shown says so. */
export function elementLines(elements: unknown, width: number, reader: Reader): string[] {
  return list(elements).flatMap((element) => {
    const lines = LINES[String(element.tag)];
    return lines === undefined ? [`<${String(element.tag)}>`] : lines(element, width, reader);
  });
}
