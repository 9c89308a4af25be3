import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '../../support/bot.ts';

let office: Office;
let laptops: string;
beforeEach(async () => {
  office = await openOffice();
  laptops = office.sandbox.instance('laptops').instance_code;
});
afterEach(() => office.close());

const last = (chat: string) => office.cards(chat).at(-1)!;
async function said(by: string, text: string, chat?: string) {
  await office.say(by, text, chat ? { chat } : {});
  await office.wait(3);
  return last(`direct:${by}`);
}

describe('/cc with an instance and nobody', () => {
  it('brings the form, with what was typed, and copies to those who are picked', async () => {
    await said('zhangsan', `/cc @王五 @李四 ${laptops}`);
    const before = office.ccCalls().length;
    const form = await said('zhangsan', '/cc 202611200001 请看');
    expect(office.read(form)).toContain('采购申请');
    expect(JSON.stringify(form.content)).toContain('"default_value":"请看"');
    await office.sandbox.click({
      by: 'zhangsan',
      message_id: form.message_id,
      button: ({ name }) => name === 'send',
      form: { people: [office.sandbox.person('lisi').open_id], comment: '请看' },
    });
    await office.wait(3);
    expect(office.ccCalls().slice(before)).toMatchObject([
      {
        body: {
          instance_code: laptops,
          comment: '请看',
          cc_user_ids: [office.sandbox.person('lisi').open_id],
        },
      },
    ]);
  });

  it('in a group it comes to the direct chat, and the group reads that alone', async () => {
    expect(office.read(await said('zhangsan', `@审批助手 /cc ${laptops}`, 'purchasing'))).toContain(
      '采购申请',
    );
    expect(office.heard('purchasing').join()).toContain('我把表单发到了你和我的单聊里');
    expect(office.heard('purchasing').join()).not.toContain('采购申请');
  });

  it('what is not theirs is as unknown as what is nothing', async () => {
    for (const typed of [laptops, laptops.replace('81D3', '0000'), '202611200001']) {
      const text = office.read(await said('emma', `/cc ${typed}`));
      expect(text).toContain('没有找到');
      expect(text).not.toContain('采购申请');
    }
  });

  it('without an instance it says how, and asks Feishu for no list', async () => {
    const calls = () => office.sandbox.calls.filter(({ path }) => path.includes('/approval/')).length;
    const before = calls();
    expect(office.read(await said('zhangsan', '/cc'))).toContain('想抄送给谁呢');
    expect(calls()).toBe(before);
  });
});
