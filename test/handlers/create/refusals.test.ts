import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyBody, type FormDraft } from '../../../src/handlers/create/deps.ts';
import { drawn } from '../../../src/handlers/create/form-card.ts';
import { capturedLog } from '../../support/log.ts';
import { type Desk, openDesk, purchase } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk(['purchase']);
  await desk.open('zhangsan', '采购');
  await desk.reply('zhangsan', { text: '@李四' });
});
afterEach(() => desk.close());

/** Submits a form that Feishu refuses so, however often it is asked. */
async function refused(code: number, msg: string, status = 400) {
  const path = '/open-apis/approval/v4/instances';
  const answer = { status, body: { code, msg, data: {} } };
  const fault = desk.sandbox.faults.add({ on: 'call', method: 'POST', path, answer });
  await desk.click('zhangsan', '提交', purchase);
  await desk.wait(240);
  fault.remove();
}
const card = (language?: 'en_us' | 'ja_jp') => desk.read(desk.first('zhangsan'), language);
const AT_FIELD = '飞书没有接受这一项';

describe('a creation that Feishu refuses', () => {
  it.each([
    [60006, '控件值不合法或者为空。控件=widget2', 200],
    [60006, '控件值不合法或者为空。控件=widget2', 400],
    [1390001, 'param is invalid, 控件= widget2', 400],
    [1395006, 'form control error 控件＝widget2', 400],
    [99999999, 'no such thing; 控件=widget2', 400],
  ])('brings the form back, at the control that is named: %i %s, HTTP %i', async (code, msg, status) => {
    await refused(code, msg, status);
    expect(card()).toContain('提交 ]');
    expect(card()).toContain(AT_FIELD);
    expect(card()).toContain('36000');
    expect(card()).not.toContain('正在提交');
  });

  it.each([
    [65001, 'leave is conflict', '已经有请假记录'],
    [1390001, 'param is invalid, ext=balance is not enough', '余额不够'],
    [60001, 'certification is required', '上传证明'],
    [1390001, 'the operation is prohibited by the workforce rules', '封账'],
    [60001, 'the date must be within two days', '原因是：the date must be within two'],
    [1390010, '*审批人*不能[为空](http://x.y)', '审批人'],
  ])('tells why in words, and accuses no field: %i %s', async (code, msg, told) => {
    await refused(code, msg);
    expect(card()).toContain(told);
    expect(card()).toContain('提交 ]');
    expect(card()).not.toContain(AT_FIELD);
    expect(card('en_us')).toMatch(/submit/i);
    expect(card('ja_jp')).toContain('提出');
  });

  it.each([
    [60001, 'param is invalid'],
    [1390001, 'param is invalid'],
    [1390009, 'no permission'],
    [1390010, '字'.repeat(5_000)],
    [123456789, 'unknown'],
  ])('never leaves the card at "being submitted": %i %#', async (code, msg) => {
    await refused(code, msg);
    await desk.wait(600);
    expect(card()).not.toContain('正在提交');
    expect(card()).toContain('提交 ]');
    expect(card().length).toBeLessThan(8_000);
    await desk.click('zhangsan', '提交', purchase, desk.first('zhangsan'));
    expect(desk.instances()).toHaveLength(1);
  });
});

it.each([
  [65001, ''],
  [1390014, 'tenant not found'],
  [1395001, 'There have been some errors. Please try again later'],
])('what passes is tried again by itself: %i %s', async (code, msg) => {
  await refused(code, msg);
  await desk.wait(120);
  expect(desk.instances()).toHaveLength(1);
});

it('a form that can not be drawn is drawn without what it had to say, and else a sentence', async () => {
  const { log, text } = capturedLog();
  const draft = {
    id: 'draft-1',
    person: 'ou_a',
    revision: 1,
    body: emptyBody({ messageId: null, chatId: '', direct: true }, ''),
  } as FormDraft;
  const db = { all: async () => [] };
  const tries = (failing: number) => {
    let asked = 0;
    const cards = {
      card(name: string, view: { notice?: { key: string } | null; key?: string }) {
        if (name === 'create-form' && ++asked <= failing) throw new Error('no such placeholder');
        return { name, key: view.notice?.key ?? view.key };
      },
      notice({ key }: { key: string }) {
        return { name: 'notice', key };
      },
      fullest(name: string, most: number, view: (rows: number) => object) {
        return this.card(name, view(most));
      },
    };
    return drawn(db, { cards, log } as never, draft);
  };
  expect(await tries(0)).toEqual({ name: 'create-form', key: undefined });
  expect(await tries(1)).toEqual({ name: 'create-form', key: 'error.unexpected' });
  expect(await tries(2)).toEqual({ name: 'notice', key: 'error.unexpected' });
  expect(text()).toContain('no such placeholder');
});
