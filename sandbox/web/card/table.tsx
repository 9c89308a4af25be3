import { useState } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { t } from '../store.ts';
import { cssColor } from './colors.ts';
import { PersonTag, TextTag } from './inline.tsx';
import { Markdown } from './markdown.tsx';
import { type Element, type ElementProps, list, object, string, useCard } from './model.ts';
import { boxStyle } from './sizes.ts';
import { cellDate, cellNumber } from './table-text.ts';

const ROW_PX: Readonly<Record<string, string>> = { low: '32px', middle: '40px', high: '56px' };

function Cell({ column, value }: { column: Element; value: unknown }) {
  if (value === undefined || value === null) return null;
  switch (column.data_type) {
    case 'number':
      return <>{cellNumber(Number(value), object(column.format))}</>;
    case 'date':
      return <>{cellDate(Number(value), string(column.date_format))}</>;
    case 'options':
      return (
        <>
          {list(value).map(({ text, color }) => (
            <TextTag key={String(text)} color={color ?? 'blue'} text={String(text)} />
          ))}
        </>
      );
    case 'persons':
      return (
        <>
          {[value].flat().map((id) => (
            <PersonTag key={String(id)} id={String(id)} />
          ))}
        </>
      );
    case 'markdown':
    case 'lark_md':
      return <Markdown text={String(value)} />;
    default:
      return <>{String(value)}</>;
  }
}

function cellStyle(
  { width, horizontal_align, vertical_align }: Element,
  height: string | undefined,
): Record<string, string> {
  const wide = typeof width === 'string' && width !== 'auto' ? { width, minWidth: width } : {};
  return {
    ...wide,
    ...(height && { height }),
    ...(typeof horizontal_align === 'string' && { textAlign: horizontal_align }),
    verticalAlign: { top: 'top', bottom: 'bottom' }[String(vertical_align)] ?? 'middle',
  };
}

function Head({ columns, look }: { columns: readonly Element[]; look: Element }) {
  const { language, style } = useCard();
  const background = look.background_style === 'grey' ? { background: 'var(--fill)' } : {};
  const color = cssColor(look.text_color, style, 600);
  const weight = look.bold === true ? { fontWeight: '600' } : {};
  return (
    <thead>
      <tr style={{ ...background, ...weight, ...(color && { color }) }}>
        {columns.map((column) => (
          <th
            key={String(column.name)}
            style={cellStyle(
              { ...column, horizontal_align: look.text_align ?? column.horizontal_align },
              undefined,
            )}
          >
            {string(object(column.i18n_display_name)[language]) ??
              string(column.display_name) ??
              String(column.name)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface PagerProps {
  page: number;
  pages: number;
  turn(page: number): void;
}

function Pager({ page, pages, turn }: PagerProps) {
  return (
    <div class="pager">
      <button
        type="button"
        class="plain"
        disabled={page === 0}
        onClick={() => turn(page - 1)}
        aria-label={t('previous')}
      >
        <Icon name="back" size={14} />
      </button>
      {page + 1} / {pages}
      <button
        type="button"
        class="plain"
        disabled={page + 1 >= pages}
        onClick={() => turn(page + 1)}
        aria-label={t('next')}
      >
        <Icon name="right" size={14} />
      </button>
    </div>
  );
}

export function TableElement({ element }: ElementProps) {
  const [page, turn] = useState(0);
  const size = Number(element.page_size ?? 5);
  const columns = list(element.columns);
  const rows = list(element.rows);
  const pages = Math.ceil(rows.length / size);
  const height = ROW_PX[String(element.row_height ?? 'low')] ?? string(element.row_height);
  return (
    <div class="card-table" style={boxStyle(element)}>
      <div class="card-table-scroll">
        <table class={element.freeze_first_column === true ? 'is-frozen' : ''}>
          <Head columns={columns} look={object(element.header_style)} />
          <tbody>
            {rows.slice(page * size, page * size + size).map((row, index) => (
              <tr key={index}>
                {columns.map((column) => (
                  <td
                    key={String(column.name)}
                    style={cellStyle(column, height === 'auto' ? undefined : height)}
                  >
                    <Cell column={column} value={row[String(column.name)]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 && <Pager page={page} pages={pages} turn={turn} />}
    </div>
  );
}
