import { codes } from '../../../feishu/gateway/codes.ts';
import { monthOf } from '../../../lib/platform-days.ts';
import type { Check } from '../check.ts';
import type { Facts } from '../facts.ts';
import { PAGES } from '../links.ts';

/** What calls are for, by the beginning of the endpoint's name; the first that fits. */
const FEATURES: [begins: string, feature: string][] = [
  ['im.', 'cards and messages'],
  ['approval.instance.cc', 'copies'],
  ['approval.v2.instance.cc', 'copies'],
  ['approval.instance.search_cc', 'unread copies and the digest'],
  ['approval.task.query', 'unread copies and the digest'],
  ['approval.instance.query', 'lists of approvals'],
  ['approval.instance.get', 'reading approvals'],
  ['approval.instance', 'starting approvals'],
  ['approval.v2.instance', 'starting approvals'],
  ['approval.external', 'approvals of other systems'],
  ['approval.', 'definitions'],
  ['contact.', 'the directory'],
];

export const featureOf = (endpoint: string): string =>
  FEATURES.find(([begins]) => endpoint.startsWith(begins))?.[1] ?? 'the rest';

/** How many calls of this month were for what, the most first. */
export function callsByFeature(
  { tally }: Pick<Facts, 'tally'>,
  now: number,
): [feature: string, calls: number][] {
  const sums = new Map<string, number>();
  for (const { kind, about, period, times } of tally)
    if (kind === 'call' && period === monthOf(now))
      sums.set(featureOf(about), (sums.get(featureOf(about)) ?? 0) + times);
  return [...sums].sort(([, a], [, b]) => b - a);
}

const refusedWith = ({ tally }: Facts, code: number) =>
  tally.some(({ kind, about }) => kind === 'refused' && about === String(code));

const quota: Check = {
  name: 'monthly quota',
  needs: ['facts'],
  looksAt: 'calls are not refused because the quota is used up; what is left of it can not be read back',
  breaks: 'nothing works until the 1st',
  required: true,
  page: (links) => links.admin,
  async look({ facts, now }, say) {
    const known = await facts();
    const counted = callsByFeature(known, now());
    const total = counted.reduce((sum, [, calls]) => sum + calls, 0);
    const most = counted.slice(0, 3).map(([feature, calls]) => `${calls} for ${feature}`);
    if (refusedWith(known, codes.monthlyQuota))
      return [
        say.fails(`it is used up (${codes.monthlyQuota}); most of ${total} calls: ${most.join(', ')}`, {
          mend: 'wait for the 1st, or upgrade the edition',
        }),
      ];
    const counts = total > 0 ? `${total} calls this month: ${most.join(', ')}` : 'no calls this month yet';
    return [say.ok(`not used up as far as is known; ${counts}`)];
  },
};

const ipList: Check = {
  name: 'IP list',
  needs: ['facts'],
  looksAt: 'no call was refused because of this machine’s address; the list can not be read back',
  breaks: 'nothing works from this machine',
  required: true,
  page: (links) => links.console('safe'),
  async look({ facts }, say) {
    if (!refusedWith(await facts(), codes.addressNotAllowed))
      return [say.ok('no call was refused because of it')];
    return [
      say.fails(`calls were refused because of this machine's address (${codes.addressNotAllowed})`, {
        mend: `Security settings → IP allow list: add it, or empty the list (${PAGES.ipList})`,
      }),
    ];
  },
};

export const quotaChecks = [quota, ipList];
