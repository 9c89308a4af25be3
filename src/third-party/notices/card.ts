import type { ThirdPartyHeading } from '../../cards/keys/third-party.ts';
import type { InstanceStatus } from '../../cards/keys.ts';
import type { ThirdPartyNoticeView } from '../../cards/views.ts';
import { thirdPartyLinks } from '../../feishu/third-party-links.ts';
import { eachLanguage } from '../../lib/words.ts';
import type { Notice } from '../../store/tables/third-party-notices.ts';
import { asInstance } from '../instance/as-instance.ts';
import type { ThirdPartyState } from '../instance/state.ts';
import { businessKey, titleOf, wordsOf } from '../instance/words.ts';
import type { Face } from './content-key.ts';
import type { AnnounceDeps } from './deps.ts';

const FIELDS = 3;
/** As long as a system may make it. */
const LONGEST_LINK = 2048;

const COLOURS: Partial<Record<ThirdPartyHeading, ThirdPartyNoticeView['colour']>> = {
  'external.task.PENDING': 'blue',
  'external.copied': 'turquoise',
  'external.end.APPROVED': 'green',
  'external.end.REJECTED': 'red',
};

/** What a person wrote with a copy. */
export interface Remark {
  by: string;
  comment: string;
}

/** The card of a notice. */
export function noticeCard(
  { cards, summaries }: Pick<AnnounceDeps, 'cards' | 'summaries'>,
  notice: Pick<Notice, 'kind' | 'entityId' | 'openId' | 'cardKey'>,
  { face, state, remark }: { face: Face; state: ThirdPartyState; remark: Remark | undefined },
): object {
  const { heading, status } = face;
  return cards.card('external-notice', {
    what: eachLanguage((language) => cards.text(language, heading)),
    colour: COLOURS[heading] ?? 'grey',
    asks: heading === 'external.task.PENDING' || heading === 'external.copied',
    status: (status as InstanceStatus | '') || null,
    ...about(state),
    ...(summaries.tellsThirdParty(notice.openId, asInstance(state)) ? {} : { fields: [] }),
    ...ofEntity(notice, state),
    ...(remark ?? { by: null, comment: null }),
    mark: mayMark(notice, state) ? notice.cardKey : null,
  });
}

function about({ record: { whole }, openIdOf }: ThirdPartyState) {
  const initiator = openIdOf(whole) || null;
  return {
    title: titleOf(whole),
    serialNumber: businessKey(whole) || null,
    initiator,
    initiatorName: initiator === null ? wordsOf(whole, whole.user_name) || null : null,
    fields: (whole.form ?? []).slice(0, FIELDS).map(({ name, value }) => ({
      name: wordsOf(whole, name),
      value: wordsOf(whole, value),
    })),
  };
}

/** The task and the copy have links of their own. */
function ofEntity(
  { kind, entityId }: Pick<Notice, 'kind' | 'entityId'>,
  { record, copies }: ThirdPartyState,
) {
  const { whole } = record;
  const task = kind === 'approver' ? whole.task_list?.find((one) => one.task_id === entityId) : undefined;
  const copy = kind === 'cc' ? copies.find((one) => one.ccId === entityId) : undefined;
  const own = (task ?? copy)?.links;
  const open = (links: typeof own) =>
    links && thirdPartyLinks({ pc: links.pc_link, mobile: links.mobile_link }, LONGEST_LINK);
  return { links: open(own) ?? open(whole.links) ?? null, node: wordsOf(whole, task?.node_name) || null };
}

const mayMark = ({ kind, entityId }: Pick<Notice, 'kind' | 'entityId'>, { copies }: ThirdPartyState) =>
  kind === 'cc' && copies.some((copy) => copy.ccId === entityId && copy.canMark);
