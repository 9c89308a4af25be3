import { CONTRACT, type Desk } from './desk.ts';

interface TaskSpec {
  to: string;
  status?: string;
  id?: string;
  by?: 'user_id' | 'open_id';
}

interface CcSpec {
  to: string;
  read?: string;
  id?: string;
  by?: 'user_id' | 'open_id';
  /** How long ago it was copied, ms. */
  ago?: number;
}

export interface PushSpec {
  id?: string;
  from?: string;
  /** How much later than the desk's clock it says it is, ms: makes one push newer than the other. */
  later?: number;
  status?: string;
  mode?: 'REPLACE' | 'UPDATE';
  tasks?: TaskSpec[];
  ccs?: CcSpec[];
  extra?: object;
  over?: object;
}

const LINK = 'https://oa.example.com/contract?id=';

const texts = {
  'zh-CN': ['合同审批：办公设备', '金额', '十二万元', '法务审核'],
  'en-US': ['Contract: office equipment', 'Amount', '120,000', 'Legal review'],
  'ja-JP': ['契約申請：オフィス機器', '金額', '12万元', '法務確認'],
};

/** An instance in the documented shape, as a system would push it now. */
export function pushed(desk: Desk, spec: PushSpec = {}) {
  const { id = 'oa-0001', from = 'zhangsan', later = 0, status = 'PENDING', mode = 'REPLACE' } = spec;
  const now = desk.clock.now() + later;
  const at = String(now);
  const links = (what: string) => ({
    pc_link: `${LINK}${id}&${what}`,
    mobile_link: `${LINK}${id}&${what}&m=1`,
  });
  const person = (handle: string, by: 'user_id' | 'open_id' = 'open_id') => ({
    [by]: desk.sandbox.person(handle)[by],
  });
  const over = status === 'PENDING' || status === 'HIDDEN';
  return {
    approval_code: CONTRACT,
    instance_id: id,
    status,
    extra: JSON.stringify(spec.extra ?? { business_key: `HT-${id}` }),
    links: links('whole'),
    title: '@i18n@0',
    form: [{ name: '@i18n@1', value: '@i18n@2' }],
    ...person(from),
    start_time: at,
    end_time: over ? '0' : at,
    update_time: at,
    update_mode: mode,
    task_list: (spec.tasks ?? []).map((task, index) => ({
      task_id: task.id ?? `${id}-t${index}`,
      ...person(task.to, task.by),
      links: links(`task${index}`),
      status: task.status ?? 'PENDING',
      create_time: at,
      end_time: (task.status ?? 'PENDING') === 'PENDING' ? '0' : at,
      update_time: at,
      node_name: '@i18n@3',
    })),
    cc_list: (spec.ccs ?? []).map((cc, index) => ({
      cc_id: cc.id ?? `${id}-c${index}`,
      ...person(cc.to, cc.by),
      links: links(`cc${index}`),
      read_status: cc.read ?? 'UNREAD',
      title: '请知悉',
      create_time: String(now - (cc.ago ?? 0)),
      update_time: at,
    })),
    i18n_resources: Object.entries(texts).map(([locale, values]) => ({
      locale,
      is_default: locale === 'zh-CN',
      texts: values.map((value, index) => ({ key: `@i18n@${index}`, value })),
    })),
    ...spec.over,
  };
}
