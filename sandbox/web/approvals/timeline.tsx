import type { ApprovalDetail, TimelineRow } from '../../page/protocol.ts';
import { Avatar } from '../avatar.tsx';
import { nameOf, t } from '../store.ts';
import { hasText } from '../texts.ts';
import { dateAndTime } from '../time.ts';

/** What was done: in words where the page has them, else the platform's own name of it. */
function whatHappened({ type, to }: TimelineRow): string {
  return hasText(type) ? t(type, { names: to.map(nameOf).join(', ') }) : type;
}

function Act({ row }: { row: TimelineRow }) {
  return (
    <li class={`act act-${row.type}`}>
      <Avatar name={nameOf(row.by)} size={28} />
      <div>
        <p>
          <strong>{nameOf(row.by)}</strong> {whatHappened(row)} <time>{dateAndTime(row.at)}</time>
        </p>
        {row.comment && <p class="act-comment">{row.comment}</p>}
      </div>
    </li>
  );
}

export function Timeline({ detail }: { detail: ApprovalDetail }) {
  const comments = detail.comments.map((comment): TimelineRow => ({ type: 'COMMENT', to: [], ...comment }));
  const rows = [...detail.timeline, ...comments].sort((a, b) => a.at - b.at);
  return (
    <section class="timeline">
      <h3>{t('progress')}</h3>
      <ol>
        {rows.map((row) => (
          <Act key={`${row.at} ${row.type} ${row.by}`} row={row} />
        ))}
      </ol>
    </section>
  );
}
