import { NOT_WRITABLE } from '../../../feishu/gateway/codes.ts';
import type { JobHandler } from '../../../jobs/perform.ts';
import { changeDay } from '../../../store/tables/digest-days.ts';
import { type DigestDeps, reportQueue } from '../deps.ts';
import { failed, refusedWith } from './failed.ts';

/** The job that notes in the ledger what became of a digest's card. */
export function reportJob(deps: Pick<DigestDeps, 'clock' | 'defaults' | 'log'>): JobHandler {
  return reportQueue.handler({
    async run({ payload: { outcome, ...owed } }) {
      const { openId, date } = owed;
      if (outcome.sent)
        return async (tx) =>
          void (await changeDay(tx, openId, date, { from: 'sending', to: 'sent', calls: 1 }));
      const { code, uncertain: forToday } = outcome;
      const forGood = code !== undefined && NOT_WRITABLE.includes(code);
      const otherwise = forToday ? 'may have arrived' : 'not sent';
      const reason = refusedWith(code) ?? otherwise;
      return (tx) => failed(tx, deps, owed, { from: 'sending', reason, forGood, forToday });
    },
  });
}
