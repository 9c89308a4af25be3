import { afterEach, expect, it } from 'vitest';
import { type Desk, openDesk, pdf, picture } from './desk.ts';

let desk: Desk;
afterEach(() => desk.close());

const pageOne = {
  // A thousand characters on one page with everything else.
  widgetA02: '设备',
  widgetA03: '一'.repeat(1_000),
  widgetA04: '３',
  widgetA05: '1,200.50',
  widgetA07: 'mfx02-opt-2',
  widgetA09: ['mfx00-opt-0', 'mfx02-opt-2'],
  widgetA10: '2026-12-01',
  widgetA11: '2026-12-01 09:30',
  widgetA12: '2026-12-02',
  'widgetA12#half': 'PM',
  'widgetA13#start': '2026-12-01',
  'widgetA13#end': '2026-12-03',
};

async function fillEverything(by: string, hasAddress: boolean) {
  await desk.open(by, 'sbcg');
  await desk.fill(by, '显示这个选项对应的内容', pageOne);
  await desk.fill(by, '显示这个选项对应的内容', { widgetA08: '现场 🪑' });
  await desk.reply(by, { text: 'LISI@example.com' });
  await desk.reply(by, { text: '@王五' });
  await desk.fill(by, (one) => one.name === 'widgetA15#search', { 'widgetA15#word': '财务' });
  await desk.click(by, '下一步');
  expect(desk.read(desk.last(by))).toContain('第 2 步');
  await desk.click(by, '列出我最近的审批');
  const pageTwo = {
    widgetA16: desk.sandbox.instance('laptops').instance_code,
    widgetA17: 'https://example.feishu.cn/docx/TLLKdcpDro9ijQxA33ycNMabcef?from=x',
  };
  const searched = { ...pageTwo, 'widgetA19#word': '海淀' };
  if (hasAddress) await desk.fill(by, (one) => one.name === 'widgetA19#search', searched);
  await desk.fill(by, '添加一行', {
    ...pageTwo,
    'widgetA19#detail': '中关村 1 号',
    'widgetA20/0/widgetA21': '键盘',
    'widgetA20/0/widgetA22': '0.1',
  });
  await desk.reply(by, { attachment: pdf('报价.pdf') });
  await desk.reply(by, { attachment: picture });
  expect(desk.heard(`direct:${by}`).at(-1)).toContain('收到 1 个文件，已放进');
  await desk.fill(by, '预览流程', {
    widgetA18: '131 2222 2222',
    'widgetA20/1/widgetA21': '鼠标',
    'widgetA20/1/widgetA22': '0.2',
    'approver:1a2b3c4d5e6f70819203a4b5c6d7e8f9': desk.sandbox.person('lisi').open_id,
  });
  expect(desk.read(desk.last(by))).toContain('项目负责人 · 李四');
}

it.each([
  { api: 'v4', without: [] as string[], currency: { currency: 'CNY' } },
  { api: 'v2', without: ['widgetA17', 'widgetA19'], currency: {} },
])(
  'takes every control that $api takes, and sends exactly what it wants',
  async ({ api, without, currency }) => {
    desk = await openDesk(['everything'], { env: { FEISHU_APPROVAL_API: api } });
    await fillEverything('zhangsan', api === 'v4');
    await desk.click('zhangsan', '提交');

    const [form] = desk.forms();
    const value = (id: string) => form.find((one: { id: string }) => one.id === id);
    const code = (type: string) =>
      expect.objectContaining({ type, value: [expect.stringMatching(/^[0-9A-F-]{36}$/)] });
    expect(form.map(({ id }: { id: string }) => id)).toEqual(
      [
        'widgetA02',
        'widgetA03',
        'widgetA04',
        'widgetA05',
        'widgetA06',
        'widgetA07',
        'widgetA08',
        'widgetA09',
        'widgetA10',
        'widgetA11',
        'widgetA12',
        'widgetA13',
        'widgetA14',
        'widgetA15',
        'widgetA16',
        'widgetA17',
        'widgetA18',
        'widgetA19',
        'widgetA20',
        'widgetA23',
        'widgetA24',
        'widgetA25',
      ].filter((id) => !without.includes(id)),
    );
    expect(value('widgetA02')).toEqual({ id: 'widgetA02', type: 'input', value: '设备' });
    expect(value('widgetA04')).toEqual({ id: 'widgetA04', type: 'number', value: 3 });
    expect(value('widgetA05')).toEqual({ id: 'widgetA05', type: 'amount', value: 1200.5, ...currency });
    expect(value('widgetA06')).toEqual({ id: 'widgetA06', type: 'formula', value: 3601.5 });
    expect(value('widgetA07')).toEqual({ id: 'widgetA07', type: 'radioV2', value: 'mfx02-opt-2' });
    expect(value('widgetA08').value).toBe('现场 🪑');
    expect(value('widgetA09').value).toEqual(['mfx00-opt-0', 'mfx02-opt-2']);
    expect(value('widgetA10').value).toBe('2026-12-01T00:00:00+08:00');
    expect(value('widgetA11').value).toBe('2026-12-01T09:30:00+08:00');
    expect(value('widgetA12').value).toBe('2026-12-02T12:00:00+08:00');
    expect(value('widgetA13').value).toEqual({
      start: '2026-12-01T00:00:00+08:00',
      end: '2026-12-03T00:00:00+08:00',
      interval: 3,
    });
    const [lisi, wangwu] = ['lisi', 'wangwu'].map((handle) => desk.sandbox.person(handle));
    expect(value('widgetA14')).toEqual({
      id: 'widgetA14',
      type: 'contact',
      value: [lisi?.user_id, wangwu?.user_id],
      open_ids: [lisi?.open_id, wangwu?.open_id],
    });
    expect(value('widgetA15').value).toEqual([{ open_id: 'od-be0720c11c721d25bb8c6ec730243c25' }]);
    expect(value('widgetA16').value).toEqual([desk.sandbox.instance('laptops').instance_code]);
    expect(value('widgetA18').value).toEqual({ countryCode: '+86', nationalNumber: '13122222222' });
    expect(value('widgetA20').value).toEqual(
      [
        ['键盘', 0.1],
        ['鼠标', 0.2],
      ].map(([name, price]) => [
        { id: 'widgetA21', type: 'input', value: name },
        { id: 'widgetA22', type: 'number', value: price },
      ]),
    );
    expect(value('widgetA23').value).toBe(0.3);
    expect(value('widgetA24')).toEqual(code('attachmentV2'));
    expect(value('widgetA25')).toEqual(code('imageV2'));
    if (api === 'v4') {
      expect(value('widgetA17').value).toEqual({ token: 'TLLKdcpDro9ijQxA33ycNMabcef', type: 'docx' });
      expect(value('widgetA19').value).toEqual([{ id: '1816670', detailAddress: '中关村 1 号' }]);
    }
    expect(desk.created().map((call) => call.code)).toEqual([0]);
    const text = desk.read(desk.last('zhangsan'));
    for (const part of ['设备采购单', '审批中', '等待审批：李四', '撤回', '¥1,200.50', '其余'])
      expect(text).toContain(part);
  },
  30_000,
);

it('keeps everything on the way forth and back, in the reader’s language', async () => {
  desk = await openDesk(['everything']);
  await desk.open('tanaka', 'sbcg');
  await desk.fill('tanaka', 'この選択に応じた項目を表示', pageOne);
  await desk.reply('tanaka', { text: '@李四' });
  await desk.fill('tanaka', '次へ', { widgetA08: 'x' });
  expect(desk.read(desk.last('tanaka'), 'ja_jp')).toContain('ステップ 2');
  await desk.fill('tanaka', (one) => one.name === 'widgetA15#search', { 'widgetA15#word': '财务' });
  expect(desk.read(desk.last('tanaka'), 'ja_jp')).toContain('财务部');
  await desk.fill('tanaka', '戻る', { widgetA18: '13122222222' });
  const text = desk.read(desk.last('tanaka'), 'ja_jp');
  for (const part of ['2026-12-01 09:30', '1,200.50', '午後', '李四', '検収日時'])
    expect(text).toContain(part);
});
