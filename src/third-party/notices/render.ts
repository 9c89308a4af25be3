import type { Tx } from '../../store/db.ts';
import { findRequest } from '../../store/tables/cc-requests.ts';
import type { Notice } from '../../store/tables/third-party-notices.ts';
import { requestOfCc } from '../instance/added-cc.ts';
import type { ThirdPartyState } from '../instance/state.ts';
import { noticeCard, type Remark } from './card.ts';
import { faceOf, written } from './content-key.ts';
import type { AnnounceDeps } from './deps.ts';

export interface Drawn {
  face: string;
  card: object;
}

/** A notice as it is to be now; undefined where it stays as it is. */
export async function draw(
  db: Pick<Tx, 'all'>,
  deps: Pick<AnnounceDeps, 'cards' | 'summaries'>,
  notice: Pick<Notice, 'kind' | 'entityId' | 'openId' | 'cardKey'>,
  state: ThirdPartyState,
): Promise<Drawn | undefined> {
  const face = faceOf(notice, state);
  if (!face) return undefined;
  const remark = await remarkOn(db, notice, state);
  return { face: written(face), card: noticeCard(deps, notice, { face, state, remark }) };
}

async function remarkOn(
  db: Pick<Tx, 'all'>,
  { kind, entityId }: Pick<Notice, 'kind' | 'entityId'>,
  { copies }: ThirdPartyState,
): Promise<Remark | undefined> {
  const copy = kind === 'cc' ? copies.find((one) => one.ccId === entityId) : undefined;
  if (!copy?.addedBy) return undefined;
  const request = await findRequest(db, requestOfCc(copy.ccId));
  return { by: copy.addedBy, comment: request?.comment ?? '' };
}
