import type { AddedCc } from '../../store/tables/third-party-ccs.ts';
import type { ThirdPartyRecord } from '../../store/tables/third-party-instances.ts';
import type { KeptAnswer, StateAnswer } from './answers.ts';

const iso = (ms: number) => new Date(ms).toISOString();

/** What a system hears of an instance of its own after a push. */
export const stateView = ({
  instanceId,
  state,
  updateTime,
  mode,
  acceptedAt,
  givenAt,
  error,
}: ThirdPartyRecord): StateAnswer => ({
  instance_id: instanceId,
  state,
  update_time: String(updateTime),
  update_mode: mode,
  accepted_at: iso(acceptedAt),
  ...(givenAt !== undefined && { synchronised_at: iso(givenAt) }),
  ...(error && state !== 'synchronised' && { refusal: { code: error.code, message: error.message } }),
});

/** The same with all that is kept of it, and with what people have added through the bot. */
export const instanceView = (record: ThirdPartyRecord, added: AddedCc[]): KeptAnswer => ({
  ...stateView(record),
  approval_code: record.approvalCode,
  ...(record.givenTime > 0 && { synchronised_update_time: String(record.givenTime) }),
  instance: record.whole,
  added_ccs: added.map((cc) => ({
    cc_id: cc.ccId,
    ...(cc.userId && { user_id: cc.userId }),
    ...(cc.openId && { open_id: cc.openId }),
    added_at: iso(cc.createdAt),
    synchronised: cc.given,
  })),
});
