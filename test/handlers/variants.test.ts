import { afterEach, describe, expect, it } from 'vitest';
import { processId } from '../../sandbox/platform/approval/links.ts';
import { VARIANTS, type World } from '../../sandbox/platform/index.ts';
import { type Desk, openDesk, purchase } from './create/desk.ts';

/**
 * Everything that people use most, once under each form in which Feishu may answer. A new switch of the sandbox comes in by
 * itself; what is no switch, such as a state, is a row here.
 */
let desk: Desk;
afterEach(() => desk.close());

type Laptops = ReturnType<Desk['sandbox']['instance']>;

interface Row {
  readonly name: string;
  readonly env?: Record<string, string>;
  change?(world: World): void;
  /** Bends the instance that is copied. */
  readonly laptops?: Partial<Laptops>;
  /** How it is named after /cc; by its code when left out. */
  named?(instance: Laptops): string;
}

const switches = Object.entries(VARIANTS).flatMap(([name, choices]) =>
  choices.slice(1).map(
    (choice): Row => ({
      name: `${name}: ${choice}`,
      change: ({ settings }) => void Object.assign(settings.variants, { [name]: choice }),
    }),
  ),
);

const states = [
  ['APPROVED', false],
  ['APPROVED', true],
  ['REJECTED', false],
  ['CANCELED', false],
  ['REVERTED', true],
  ['OVERTIME_CLOSE', false],
  ['SOMETHING_NEW', false],
].map(
  ([status, reverted]): Row => ({
    name: `an instance that is ${status}, reverted: ${reverted}`,
    laptops: { status, reverted } as Partial<Laptops>,
  }),
);

const appLink = (id: string) =>
  `https://applink.feishu.cn/client/mini_program/open?appId=cli_9cb844403dbb9108&path=${encodeURIComponent(`pages/detail/index?instanceId=${id}`)}`;

const ids: Row[] = [
  { name: 'its serial number', named: ({ serial_number }) => serial_number },
  { name: 'a link with its code', named: ({ instance_code }) => appLink(instance_code) },
  { name: 'a link with its number', named: (instance) => appLink(processId(instance)) },
  { name: 'a link in words', named: ({ instance_code }) => `[采购申请](${appLink(instance_code)})` },
];

const rest: Row[] = [
  {
    name: 'no user_ids of people',
    change: ({ app }) => {
      app.scopes = app.scopes.filter((scope) => scope !== 'contact:user.employee_id:readonly');
    },
  },
  {
    name: 'lists a minute behind',
    change: ({ settings }) => void Object.assign(settings, { search_lag_ms: 60_000 }),
  },
  { name: 'the historic endpoints', env: { FEISHU_APPROVAL_API: 'v2' } },
];

const CC_PATHS = ['/open-apis/approval/v4/instances/cc', '/approval/openapi/v2/instance/cc'];
const heard = (who: string) => desk.heard(`direct:${who}`).at(-1) ?? '';
const ask = async (who: string, text: string) => {
  await desk.say(who, text);
  await desk.wait(3);
  return heard(who);
};

describe.each([{ name: 'what is documented' }, ...switches, ...states, ...ids, ...rest])(
  'with $name',
  ({ env, change, laptops, named }) => {
    const open = async () => {
      desk = await openDesk(['purchase'], { env: { ADMIN_OPEN_IDS: '', ...env }, ...(change && { change }) });
      return Object.assign(desk.sandbox.instance('laptops'), laptops);
    };

    it('/cc copies once though its answer is lost, /unread lists it until it is read, and the digest has it', async () => {
      const instance = await open();
      for (const path of CC_PATHS) desk.sandbox.faults.add({ on: 'call', path, times: 1, drop: 'after' });
      await ask('zhangsan', `/cc @王五 ${named?.(instance) ?? instance.instance_code} 请知悉`);
      await desk.wait(120);
      expect(heard('zhangsan')).toContain('已抄送给 1 人');
      expect(desk.copies('laptops', 'zhangsan')).toBe(1);
      expect(await ask('wangwu', '/unread')).toContain('1 条未读抄送');
      await ask('wangwu', '/digest 09:20');
      await desk.wait(20 * 60);
      const digest = heard('wangwu');
      expect([digest.includes('今日摘要'), digest.includes('采购申请')]).toEqual([true, true]);
      await desk.sandbox.readCc({ by: 'wangwu', instance: 'laptops' });
      await desk.wait(120);
      expect(await ask('wangwu', '/unread')).toContain('没有未读');
    });

    it('/create brings an approval to its approver', async () => {
      await open();
      await desk.open('zhangsan', '采购');
      await desk.reply('zhangsan', { text: '@李四' });
      await desk.click('zhangsan', '预览流程', purchase);
      await desk.click('zhangsan', '提交', purchase);
      expect(desk.created()).toMatchObject([{ code: 0 }]);
      expect(heard('zhangsan')).toContain('李四');
    });
  },
);
