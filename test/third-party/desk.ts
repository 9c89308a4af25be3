import type { World } from '../../sandbox/platform/index.ts';
import { openApi } from '../../src/third-party/api/open-api.ts';
import { openOffice } from '../support/bot.ts';
import { heldTo } from './described.ts';

export const OA = 'token-of-the-oa-0000001';
export const CRM = 'token-of-the-crm-000002';

/** The code under which Feishu knows the definition of the system "oa". */
export const CONTRACT = '84C18825-A3D2-41D0-891F-E7A2424C5D48';
export const zhangsan = 'ou_94d750c95b9a3e4f9e75abd3b603b00c';
export const lisi = 'ou_c5301c290ef30f0c9cf8450aef26821d';

/** The data example of the platform's page on third-party instances, as it stands there. */
export const example = () => ({
  approval_code: CONTRACT,
  instance_id: '3162634',
  status: 'PENDING',
  extra: '',
  links: {
    pc_link: 'http://applink.feishu.cn/sso/common?redirectUrl=/seeyon/main.do?method=main&client=pc',
    mobile_link: 'http://applink.feishu.cn/sso/common?redirectUrl=/seeyon/main.do?method=main&client=pc',
  },
  title: '@i18n@1',
  form: [{ name: '@i18n@2', value: '@i18n@3' }],
  user_id: '16fb9ff3',
  user_name: '张三',
  open_id: '123',
  department_id: '',
  department_name: 'hr',
  start_time: '1657093395000',
  update_time: '1657093395000',
  end_time: '0',
  update_mode: 'REPLACE',
  task_list: [
    {
      task_id: '112253',
      user_id: '16fb9ff3',
      links: { pc_link: 'http://', mobile_link: 'http://' },
      status: 'PENDING',
      extra: '',
      title: '同意',
      create_time: '1638468921000',
      end_time: '0',
      update_time: '1638468921000',
      action_context: '123456',
      action_configs: [
        {
          action_type: 'APPROVE',
          action_name: '@i18n@1',
          is_need_reason: true,
          is_reason_required: true,
          is_need_attachment: true,
        },
      ],
    },
  ],
  cc_list: [
    {
      cc_id: '1231243',
      user_id: '16fb9ff3',
      open_id: '',
      links: { pc_link: 'http://', mobile_link: 'http://' },
      read_status: 'READ',
      extra: '',
      title: 'XXX',
      create_time: '1657093395000',
      update_time: '1657093395000',
    },
  ],
  i18n_resources: [
    {
      locale: 'zh-CN',
      is_default: true,
      texts: [
        { key: '@i18n@1', value: '测试' },
        { key: '@i18n@2', value: '天' },
        { key: '@i18n@3', value: '2022-07-06' },
      ],
    },
  ],
});

/** What the bot answers, of whichever kind. */
export interface Answer {
  state?: string;
  refusal?: { code: number; message: string };
  ignored?: string[];
  added_ccs?: { cc_id: string; synchronised: boolean }[];
  type?: string;
  detail?: string;
  last_update_time?: string;
  errors?: { path: string; pointer: string; detail: string }[];
}

export type Example = ReturnType<typeof example>;

const hold = heldTo(openApi());

/** A bot with two third-party systems, and what they do over HTTP. */
export async function openDesk(env: Record<string, string> = {}, change?: (world: World) => void) {
  const office = await openOffice({
    env: { EXTERNAL_API_TOKENS: `oa=${OA},crm=${CRM}`, ...env },
    ...(change && { change }),
  });
  const url = (path: string) => office.url().replace('/webhook/event', path);
  const ask = async (path: string, init: RequestInit & { token?: string } = {}) => {
    const { token = OA, headers, ...rest } = init;
    const response = await fetch(url(path), {
      ...rest,
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers },
    });
    const type = response.headers.get('content-type') ?? '';
    const { status } = response;
    const body = (await response.json()) as Answer;
    hold({ path, method: init.method }, { status, type, body });
    return { status, type, headers: response.headers, body };
  };
  return {
    ...office,
    ask,
    /** Pushes as a system does. */
    push: (body: object, token = OA) =>
      ask('/external/instances', {
        method: 'POST',
        token,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    /** An operator's command in a process of its own, while the bot is stopped. Returns what it says. */
    async command(name: string, args: Record<string, unknown>): Promise<string[]> {
      const lines: string[] = [];
      let over = false;
      await office.stop();
      const done = office.admin({ name, args, say: (line) => lines.push(line) }).finally(() => {
        over = true;
      });
      done.catch(() => undefined);
      while (!over) await office.clock.advance(500);
      await office.start();
      await done;
      return lines;
    },
    readBack: (id: string, token = OA) => ask(`/external/instances/${encodeURIComponent(id)}`, { token }),
    /** What Feishu has of an instance. */
    there: (id: string) => office.sandbox.platform.externals.instances.get(id)?.body,
    /** The calls about instances that reached Feishu, in order. */
    syncs: () =>
      office.sandbox.calls.filter((call) => call.path === '/open-apis/approval/v4/external_instances'),
  };
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;
