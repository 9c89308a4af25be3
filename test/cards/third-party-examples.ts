import type { CardViews, ThirdPartyNoticeView } from '../../src/cards/views.ts';
import type { InstanceLinks } from '../../src/lib/instance-links.ts';

const words = (zh_cn: string, en_us: string, ja_jp: string) => ({ zh_cn, en_us, ja_jp });

/** Values that are typical for the cards about third-party approvals. */
export function thirdPartyExamples(links: InstanceLinks) {
  const task: ThirdPartyNoticeView = {
    what: words('待你审批', 'Waiting for your approval', '承認をお願いします'),
    colour: 'blue',
    asks: true,
    title: words('合同审批：办公设备采购', 'Contract: office equipment', '契約申請：オフィス機器'),
    status: 'PENDING',
    serialNumber: 'HT-2026-0042',
    node: words('法务审核', 'Legal review', '法務確認'),
    initiator: 'ou_zhang',
    initiatorName: null,
    by: null,
    comment: null,
    fields: [
      { name: words('合同金额', 'Amount', '契約金額'), value: '128,000.00 CNY' },
      { name: words('对方', 'Counterparty', '契約先'), value: '深圳市某某科技有限公司' },
    ],
    links,
    mark: null,
  };
  return {
    'external-notice': {
      'to-decide': task,
      copied: {
        ...{ ...task, status: null, node: null, initiator: null },
        what: words('抄送给你', "CC'd to you", 'CC が届きました'),
        colour: 'turquoise' as const,
        asks: true,
        initiatorName: words('市场部', 'Marketing', 'マーケティング部'),
        by: 'ou_li',
        comment: '请知悉',
        mark: 'external:cc:1',
      },
      ended: {
        ...task,
        what: words('你的申请已通过', 'Your request was approved', '申請が承認されました'),
        colour: 'green' as const,
        asks: false,
        status: 'APPROVED' as const,
      },
    },
  } satisfies { [Name in keyof CardViews]?: Record<string, CardViews[Name]> };
}
