import { afterEach, describe, expect, it } from 'vitest';
import type { World } from '../../../sandbox/platform/index.ts';
import { codeOf, type Desk, openDesk, purchase } from './desk.ts';

let desk: Desk;
afterEach(() => desk.close());

/** The purchase definition, as a test would have it. */
function purchaseIn({ definitions }: World) {
  const found = definitions.find(({ handle }) => handle === 'purchase');
  if (found?.kind !== 'native') throw new Error('no purchase definition');
  return found;
}
const APPLINK = 'https://applink.corp.example';
type Options = NonNullable<Parameters<typeof openDesk>[1]>;
const freeProcess = (more: Options = {}): Options => ({
  ...more,
  env: { FEISHU_APPLINK_URL: APPLINK, ...more.env },
  change(world) {
    purchaseIn(world).free_process = true;
    more.change?.(world);
  },
});

async function openFilled(options: Options) {
  desk = await openDesk(['purchase'], options);
  await desk.open('zhangsan', '采购');
  await desk.reply('zhangsan', { text: '@李四' });
  await desk.click('zhangsan', '预览流程', purchase);
}
/** The same, submitted: Feishu refuses it. */
async function submitted(options: Options = {}) {
  await openFilled(freeProcess(options));
  await desk.click('zhangsan', '提交', purchase, desk.first('zhangsan'));
  await desk.wait(30);
}
const card = (by = 'zhangsan', language?: 'en_us' | 'ja_jp') => desk.read(desk.last(by), language);
/** What the one button of a card opens. */
function opens(by = 'zhangsan') {
  const [, link] = /"pc_url":"([^"]+)"/.exec(JSON.stringify(desk.last(by).content)) ?? [];
  return new URL(link ?? '');
}
const page = (by?: string) => opens(by).searchParams.get('path');

/** Answers a call with a refusal until it is removed. */
const refusing = (method: 'GET' | 'POST', path: string, code: number, msg: string) =>
  desk.sandbox.faults.add({
    on: 'call',
    method,
    path: `/open-apis/approval/v4/${path}`,
    answer: { status: 400, body: { code, msg, data: {} } },
  });

describe('a definition that Feishu does not tell of', () => {
  it.each([
    [1390002, 'approval code not found'],
    [1390013, 'unsupported approval for free process'],
    [1390015, 'approval is not active'],
    [1390016, 'approval is deleted'],
    [1390009, 'no operation permission'],
    [123456789, 'what no page tells of'],
  ])('leaves the others to be started: %i %s', async (code, msg) => {
    desk = await openDesk(['purchase', 'leave']);
    refusing('GET', `approvals/${codeOf('leave')}`, code, msg);
    await desk.say('zhangsan', '/create');
    await desk.wait(240);
    const text = desk.read(desk.last('zhangsan'));
    expect(text).toContain('采购申请');
    expect(text).not.toContain('请假申请');
  });
});

describe('a kind of process that the API can not start', () => {
  it.each(['v4', 'v2'])('leads to its form in Feishu, with what was typed: %s', async (generation) => {
    await submitted({ env: { FEISHU_APPROVAL_API: generation } });
    expect(desk.created()).toHaveLength(1);
    for (const told of ['请在飞书里发起：采购申请', '还没有提交', '笔记本电脑 💻', '36000', '李四'])
      expect(card()).toContain(told);
    expect(card()).not.toContain('提交 ]');
    expect(card('zhangsan', 'en_us')).toContain('Nothing has been submitted');
    expect(card('zhangsan', 'ja_jp')).toContain('まだ提出されていません');
    expect(opens().origin).toBe(APPLINK);
    expect(page()).toBe(`pc/pages/create-form/index?id=${purchaseIn(desk.sandbox.world).approval_id}`);
  });

  it('is told at the start from then on, until the definition changes', async () => {
    await submitted();
    await desk.open('lisi', '采购');
    expect(card('lisi')).toContain('请在飞书里发起：采购申请');
    expect(card('lisi')).not.toContain('还没有提交');
    expect(page('lisi')).toContain(purchaseIn(desk.sandbox.world).approval_id);
    expect(desk.created()).toHaveLength(1);
    purchaseIn(desk.sandbox.world).free_process = false;
    await desk.definitionUpdated('purchase');
    await desk.open('lisi', '采购');
    expect(card('lisi')).toContain('发起：采购申请');
    expect(card('lisi')).toContain('提交 ]');
  });

  it('is not held against the definition for ever, should the event of its change be lost', async () => {
    await submitted();
    await desk.skip(8 * 86_400_000);
    await desk.open('lisi', '采购');
    expect(card('lisi')).toContain('提交 ]');
  });

  it('is known at the start of a definition without any node', async () => {
    desk = await openDesk(
      ['purchase'],
      freeProcess({
        change(world) {
          purchaseIn(world).node_list = [];
        },
      }),
    );
    await desk.open('zhangsan', '采购');
    expect(card()).toContain('请在飞书里发起：采购申请');
    expect(desk.created()).toHaveLength(0);
  });

  it('is told as well when the preview is refused with it', async () => {
    desk = await openDesk(['purchase']);
    await desk.open('zhangsan', '采购');
    refusing('POST', 'instances/preview', 1390013, 'unsupported approval for free process');
    await desk.reply('zhangsan', { text: '@李四' });
    await desk.click('zhangsan', '预览流程', purchase);
    expect(card()).toContain('请在飞书里发起：采购申请');
    expect(card()).toContain('36000');
  });

  it.each([
    [99991672, 'Access denied.'],
    [5000, 'internal error'],
    [123456789, 'what no page tells of'],
  ])(
    'opens the approval app itself while the number of the definition is not to be had: %i',
    async (code, msg) => {
      await openFilled(freeProcess());
      refusing('POST', 'instances/query', code, msg);
      await desk.click('zhangsan', '提交', purchase, desk.first('zhangsan'));
      await desk.wait(240);
      expect(card()).toContain('请在飞书里发起：采购申请');
      expect(opens().origin).toBe(APPLINK);
      expect(opens().searchParams.get('appId')).toMatch(/^cli_/);
      expect(page()).toBeNull();
    },
  );
});

it.each([1390002, 1390015, 1390016])(
  'what was typed stays to be read when the definition has gone: %i',
  async (code) => {
    await openFilled({});
    refusing('POST', 'instances', code, 'gone');
    await desk.click('zhangsan', '提交', purchase, desk.first('zhangsan'));
    await desk.wait(30);
    const told = desk.read(desk.last('zhangsan'));
    for (const one of ['现在不能发起：采购申请', '请联系管理员', '还没有提交', '36000'])
      expect(told).toContain(one);
    expect(JSON.stringify(desk.last('zhangsan').content)).not.toContain('open_url');
  },
);

it.each(['字', '"', '\\', '<', '💻'])(
  'what was typed fits on a card, however much it is: %s',
  async (character) => {
    const ids = Array.from({ length: 60 }, (_, n) => `w${n}`);
    desk = await openDesk(
      ['purchase'],
      freeProcess({
        change(world) {
          const definition = purchaseIn(world);
          definition.form = ids.map((id) => ({ id, name: id, type: 'textarea', required: false }));
          for (const node of definition.node_list) node.need_approver = false;
        },
      }),
    );
    await desk.open('zhangsan', '采购');
    const values = Object.fromEntries(ids.map((id) => [id, character.repeat(400)]));
    for (let page = 0; page < 30 && !card().includes('提交 ]'); page++)
      await desk.fill('zhangsan', '下一步', values);
    await desk.fill('zhangsan', '提交', values);
    await desk.wait(30);
    expect(card()).toContain('还没有提交');
    expect(card()).toContain('项放不下');
    expect(JSON.stringify(desk.last('zhangsan').content)).toContain(
      JSON.stringify(character.repeat(400)).slice(1, -1),
    );
    expect(desk.forms()[0]).toHaveLength(60);
  },
);
