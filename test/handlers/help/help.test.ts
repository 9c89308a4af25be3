import { afterEach, describe, expect, it } from 'vitest';
import { ccFeature } from '../../../src/handlers/cc/index.ts';
import { createFeature } from '../../../src/handlers/create/index.ts';
import { digestFeature } from '../../../src/handlers/digest/index.ts';
import { helpFeature } from '../../../src/handlers/help/index.ts';
import { book, commands as told } from '../../cards/examples.ts';
import { type Office, openOffice } from '../../support/bot.ts';

/** What commands are built from is used when one runs: here none does. */
const nothing = { cards: book, approvalCodes: [], admins: [], defaults: {}, clock: {} } as never;
const commands = [ccFeature, createFeature, digestFeature, helpFeature].flatMap(
  (feature) => feature(nothing).commands ?? [],
);

/** Whose spelling an alias is; what is neither Chinese as mainland China writes it nor Japanese is understood, and not told. */
const ALIASES: Record<string, string[]> = {
  zh_cn: ['发起', '抄送', '未读', '摘要', '帮助', '测试'],
  en_us: [],
  ja_jp: ['申請', '送付', '共有', '未読', 'ダイジェスト', 'ヘルプ', 'テスト'],
};
const UNTOLD = ['未讀', '幫助'];

/** What a reader of a language reads on a card, a text an element. */
function textsIn(part: unknown, language: string): string[] {
  if (typeof part !== 'object' || part === null) return [];
  const { content, i18n_content } = part as { content?: string; i18n_content?: Record<string, string> };
  if (content !== undefined) return [i18n_content?.[language] ?? content];
  return Object.values(part).flatMap((one) => textsIn(one, language));
}

it('each other spelling of a command is told to whoever writes so', () => {
  const all = [...Object.values(ALIASES).flat(), ...UNTOLD];
  expect(commands.flatMap(({ aliases }) => aliases).toSorted()).toEqual(all.toSorted());
});

describe.each(['zh_cn', 'en_us', 'ja_jp'] as const)('help in %s', (language) => {
  const shown = (admin: boolean) =>
    textsIn(book.card('help', { admin, commands: told }), language).join('\n');

  it('names every command, and the spellings of this language alone', () => {
    expect(told.map(({ name }) => name).toSorted()).toEqual(commands.map(({ name }) => name).toSorted());
    for (const { name } of commands) expect(shown(false)).toContain(`/${name}`);
    expect(shown(false)).toContain('/cc status');
    for (const alias of [...Object.values(ALIASES).flat(), ...UNTOLD])
      expect(shown(false).includes(`/${alias}`), alias).toBe(ALIASES[language]?.includes(alias));
  });

  it('tells administrators alone what they may', () => {
    const said = book.text(language, 'help.admin').slice(0, 12);
    expect(shown(true)).toContain(said);
    expect(shown(false)).not.toContain(said);
  });
});

describe('without a message', () => {
  let office: Office;
  afterEach(() => office.close());
  const last = () => office.heard('direct:lisi').at(-1) ?? '';

  it.each([
    ['unread', '没有未读的抄送'],
    ['digest', '每日摘要设置'],
    ['help', '我能帮你做什么'],
  ])('the entry %s of the menu brings what the command does', async (key, title) => {
    office = await openOffice();
    await office.sandbox.menu({ by: 'lisi', key });
    await office.wait(5);
    expect(last()).toContain(title);
    await office.sandbox.menu({ by: 'lisi', key: 'constructor' });
    await office.wait(5);
    expect(office.cards('direct:lisi')).toHaveLength(1);
  });

  it('help asked for in a group comes to the direct chat, and the group reads that it did', async () => {
    office = await openOffice();
    await office.say('lisi', '@审批助手 /help', { chat: 'purchasing' });
    await office.wait(5);
    expect(office.heard('purchasing')).toHaveLength(1);
    expect(office.heard('purchasing')[0]).toContain('我在你和我的单聊里回复你了');
    expect(office.heard('direct:lisi')).toHaveLength(1);
    expect(last()).toContain('我能帮你做什么');
  });

  it('the buttons of help bring what they name to the direct chat, once', async () => {
    office = await openOffice();
    await office.say('lisi', '@审批助手 /help', { chat: 'purchasing' });
    await office.wait(5);
    const { message_id } = office.cards('direct:lisi').at(-1) ?? { message_id: '' };
    const press = async (name: string) => {
      const { toast } = await office.sandbox.click({ by: 'lisi', message_id, button: name });
      await office.wait(5);
      return toast?.content;
    };
    expect(await press('未读抄送')).toContain('单聊');
    expect(last()).toContain('没有未读的抄送');
    expect(await press('摘要设置')).toContain('单聊');
    expect(last()).toContain('每日摘要设置');
    expect(await press('摘要设置')).toContain('已经');
    expect(office.cards('direct:lisi')).toHaveLength(3);
    await office.wait(120);
    await press('摘要设置');
    expect(office.cards('direct:lisi')).toHaveLength(4);
  });

  it('somebody who asked for the list hears of what keeps it from coming', async () => {
    office = await openOffice({
      change({ app }) {
        app.scopes = app.scopes.filter((scope) => scope !== 'approval:approval.list:readonly');
      },
    });
    await office.sandbox.menu({ by: 'lisi', key: 'unread' });
    await office.wait(60);
    expect(last()).toContain('权限');
  });
});
