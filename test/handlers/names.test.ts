import { afterEach, expect, it } from 'vitest';
import { type Office, openOffice } from '../support/bot.ts';

let office: Office;
afterEach(() => office.close());

const HAN = /\p{Script=Han}/u;
const definitionsRead = () =>
  office.sandbox.calls
    .filter(({ method, path }) => method === 'GET' && path.includes('/v4/approvals/'))
    .map(({ query }) => (query as { locale?: string }).locale);

const last = (chat: string) => {
  const card = office.cards(chat).at(-1);
  if (!card) throw new Error(`no card in ${chat}`);
  return card;
};

it('a receipt names the approval in the language of whoever gets it, in a group in each', async () => {
  office = await openOffice();
  await office.say('emma', '/cc @李四 202611180002');
  await office.wait(5);
  const text = office.read(last('direct:emma'), 'en_us');
  expect(text).toContain('Leave request');
  // What it is about is said as it was filled in.
  expect(text.replace('李四', '').replace('审批助手', '').replace('年假', '')).not.toMatch(HAN);
  // Of the recipient it is not known what they read, which is nobody's card here.
  expect(definitionsRead()).toEqual(['en-US']);
  await office.say('emma', '@审批助手 /cc @王五 202611180002', { chat: 'purchasing' });
  await office.wait(5);
  const group = last('purchasing');
  for (const [language, name] of [
    ['en_us', 'Leave request'],
    ['ja_jp', '休暇申請'],
    ['zh_cn', '请假申请'],
  ] as const)
    expect(office.read(group, language)).toContain(name);
  expect(definitionsRead()).toEqual(['en-US', 'ja-JP']);
});

it('lists name approvals as the reader reads them, and nothing is read for a list of Feishu’s', async () => {
  office = await openOffice();
  for (const [person, language, name] of [
    ['tanaka', 'ja_jp', '休暇申請'],
    ['emma', 'en_us', 'Expense claim'],
    ['zhangsan', 'zh_cn', '费用报销'],
  ] as const) {
    await office.say(person, '/unread');
    await office.wait(5);
    expect(office.read(last(`direct:${person}`), language)).toContain(name);
  }
  expect(definitionsRead()).toEqual([]);
  const locales = office.sandbox.calls
    .filter(({ path }) => path.endsWith('/search_cc'))
    .map(({ body }) => (body as { locale?: string }).locale);
  expect(new Set(locales)).toEqual(new Set(['ja-JP', 'en-US', undefined]));
  await office.say('tanaka', '/unread');
  await office.wait(5);
  expect(office.read(last('direct:tanaka'), 'ja_jp')).toContain('休暇申請');
});

it('the list of recent approvals names them in the reader’s language', async () => {
  office = await openOffice();
  await office.say('emma', '/cc @李四');
  await office.wait(5);
  const text = office.read(last('direct:emma'), 'en_us');
  for (const name of ['Leave request', 'Expense claim']) expect(text).toContain(name);
});
