import type { ApprovalInstance } from '../../../feishu/approval-instance.ts';
import type { Words } from '../../../lib/words.ts';
import type { Tx } from '../../../store/db.ts';
import type { Extent } from '../../../store/tables/followed-instances.ts';
import type { CreateDeps } from '../deps.ts';
import type { Line } from '../form/control.ts';
import { wayOf } from './way.ts';

/** So much of a form is shown on its status card; the rest is behind its link. */
const MAX_LINES = 40;

export interface Shown {
  approvalCode: string;
  instanceCode: string;
  initiator: string;
  /** What its definition is called. */
  approvalName: Words;
  /** What it is about, for its initiator. */
  about: string | null;
  lines: Line[];
  /** As the platform answered it; missing right after a creation whose answer could not be read. */
  instance: ApprovalInstance | undefined;
}

/**
 * The state of an instance as a card. A group sees who started it and where it stands, not what was filled in. `asks` whether
 * it is really to be withdrawn: a client need not ask that itself before any button but one that submits a form.
 */
export function statusCard(
  { cards, links }: Pick<CreateDeps, 'cards' | 'links'>,
  shown: Shown,
  extent: Extent,
  asks = false,
): object {
  const { instance, instanceCode, approvalCode, initiator } = shown;
  const all = extent === 'full' ? shown.lines : [];
  return cards.fullest('approval-status', Math.min(all.length, MAX_LINES), (rows) => ({
    approvalCode,
    instanceCode,
    initiator,
    asks,
    about: extent === 'full' ? shown.about : null,
    approvalName: shown.approvalName,
    serialNumber: instance?.serialNumber || null,
    status: instance?.status ?? 'PENDING',
    startedAt: instance?.startedAt || null,
    ...wayOf(instance, extent),
    lines: all.slice(0, rows).map(({ label, text, people, instance: linked, address }) => ({
      label,
      text: text ?? null,
      people: people ?? null,
      link: linked ? links(linked).default : (address ?? null),
    })),
    more: all.length - rows,
    links: links(instanceCode),
  }));
}

/** What an instance is about, for who has started it; what was read of it is stored. */
export async function aboutOwn(
  db: Pick<Tx, 'all'>,
  { summaries }: Pick<CreateDeps, 'summaries'>,
  { instanceCode, initiator }: Pick<Shown, 'instanceCode' | 'initiator'>,
): Promise<string | null> {
  return (await summaries.toldOf(db, initiator, [instanceCode])).get(instanceCode)?.line || null;
}
