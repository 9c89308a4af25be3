import { useState } from 'preact/hooks';
import type { TrafficRow } from '../../page/protocol.ts';
import { d, traffic } from '../store.ts';
import { withSeconds } from '../time.ts';
import { TrafficDetailView } from './traffic-detail.tsx';

/** So many rows are drawn; older ones are found by the filter. */
const DRAWN = 200;

const ARROWS = { event: '↓', callback: '↓', call: '↑' } as const;

function outcome({ status, code, state }: TrafficRow): string {
  if (state === 'waiting') return '…';
  return (
    [status, code === undefined || code === 0 ? undefined : code]
      .filter((part) => part !== undefined)
      .join(' · ') || '—'
  );
}

function Row({ row, open, toggle }: { row: TrafficRow; open: boolean; toggle(): void }) {
  return (
    <li class={`traffic-row traffic-${row.kind} is-${row.state}`}>
      <button type="button" onClick={toggle} aria-expanded={open}>
        <span class="traffic-kind" title={row.kind}>
          {ARROWS[row.kind]}
        </span>
        <span class="traffic-title">{row.title}</span>
        <span class="traffic-outcome">{outcome(row)}</span>
        <span class="traffic-ms">{row.ms === undefined ? '' : `${Math.round(row.ms)} ms`}</span>
        <time>{withSeconds(row.at)}</time>
      </button>
      {open && <TrafficDetailView id={row.id} version={`${row.state} ${row.status} ${row.ms}`} />}
    </li>
  );
}

/** Every event, callback and call, the latest first. */
export function TrafficPanel() {
  const [filter, setFilter] = useState('');
  const [since, setSince] = useState(0);
  const [open, setOpen] = useState<string>();
  const wanted = filter.toLowerCase();
  const rows = traffic.value.filter(
    ({ title, id }) => Number(id) > since && title.toLowerCase().includes(wanted),
  );
  const shown = rows.slice(-DRAWN).reverse();
  return (
    <>
      <div class="drawer-bar">
        <input
          value={filter}
          placeholder={d('filter')}
          aria-label={d('filter')}
          onInput={(event) => setFilter(event.currentTarget.value)}
        />
        <button
          type="button"
          class="button button-small"
          onClick={() => setSince(Number(traffic.value.at(-1)?.id ?? 0))}
        >
          {d('clear')}
        </button>
      </div>
      <ol class="traffic" aria-live="off">
        {shown.map((row) => (
          <Row
            key={row.id}
            row={row}
            open={open === row.id}
            toggle={() => setOpen(open === row.id ? undefined : row.id)}
          />
        ))}
      </ol>
      {shown.length === 0 && <p class="empty">{d('none_yet')}</p>}
    </>
  );
}
