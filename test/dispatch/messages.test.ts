import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '../support/bot.ts';
import { START } from '../support/clock.ts';
import { eachOrOne } from '../support/each-or-one.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const answer = async (text: string, options: { chat?: string; createTime?: number } = {}) => {
  await office.say('zhangsan', text, options);
  await office.wait(2);
  return office.heard(options.chat ?? 'direct:zhangsan').join('\n');
};

describe('in the direct chat', () => {
  eachOrOne(['/help', '/HELP', '／help', '/帮助', '/幫助', '/ヘルプ', '@审批助手 /help'])(
    '%s brings the help',
    async (typed) => {
      expect(await answer(typed)).toContain('/cc');
    },
  );

  eachOrOne(['/ping', '/测试', '/テスト'])('%s is answered', async (typed) => {
    expect(await answer(typed)).toContain('我在，一切正常');
  });

  it('what a Chinese input method types for a slash is one before a known word, and before no other', async () => {
    const code = office.sandbox.instance('laptops').instance_code;
    await answer(`、cc @李四 ${code}`);
    await answer(`、抄送 @李四 ${code}`);
    await answer(`、/抄送 @李四 ${code}`);
    await answer(`、抄送请看 @李四 ${code}`);
    expect(office.ccCalls()).toHaveLength(4);
    await answer('、ping');
    expect(office.heard('direct:zhangsan').at(-1)).toContain('我在，一切正常');
    await answer('、weather');
    expect(office.heard('direct:zhangsan').at(-1)).toContain('/help');
    expect(office.heard('direct:zhangsan').at(-1)).not.toContain('weather');
  });

  it('a slip of the pen gets the nearest command, anything else a pointer to the help', async () => {
    expect(await answer('/hlep')).toContain('/help');
    expect(await answer('/weather')).toContain('/weather');
    expect(await answer('你好')).toContain('/help');
  });

  it('words glued to a command are not cut off, however many they are', async () => {
    const comment = '请各位看一下这个采购申请'.repeat(5);
    await answer(`/抄送${comment} @李四 ${office.sandbox.instance('laptops').instance_code}`);
    expect(office.ccCalls()).toMatchObject([{ body: { comment } }]);
  });

  it('a command in rich text works as well', async () => {
    const said = await office.sandbox.say({
      from: 'zhangsan',
      chat: 'direct',
      post: { title: '', content: [[{ tag: 'text', text: '/ping' }]] },
    });
    await said.delivered;
    await office.wait(2);
    expect(office.heard('direct:zhangsan')).toHaveLength(1);
  });

  it('a message that came 10 minutes late is not acted on, but answered', async () => {
    const code = office.sandbox.instance('laptops').instance_code;
    const late = await answer(`/cc @李四 ${code}`, { createTime: START - 10 * 60_000 - 1 });
    expect(office.ccCalls()).toEqual([]);
    expect(late).toMatch(/再发|重新发/);
  });

  it('a message that came 10 minutes late to the second is still acted on', async () => {
    const code = office.sandbox.instance('laptops').instance_code;
    await answer(`/cc @李四 ${code}`, { createTime: START - 10 * 60_000 });
    expect(office.ccCalls()).toHaveLength(1);
  });

  eachOrOne([
    ['image', '{"image_key":"k"}'],
    ['file', '{"file_key":"k"}'],
    ['sticker', '{}'],
    ['text', '{broken'],
  ])('a message of type %s gets a hint', async (message_type, content) => {
    await office.sandbox.deliver(received({ message_type, content }));
    await office.wait(2);
    const replies = office.sandbox.calls.filter(({ path }) => path.endsWith('/reply'));
    expect(replies).toHaveLength(1);
  });

  it('a message of another bot is ignored', async () => {
    await office.sandbox.deliver(received({ message_type: 'text', content: '{"text":"/ping"}' }, 'app'));
    await office.wait(2);
    expect(office.heard('direct:zhangsan')).toEqual([]);
    expect(office.sandbox.calls.filter(({ path }) => path.includes('/im/'))).toEqual([]);
  });

  it('a message in a shape that nobody documented is kept aside, acknowledged and logged with the place', async () => {
    const delivery = await office.sandbox.deliver(received({ message_type: 'text', chat_id: 7 as never }));
    expect(delivery.state).toBe('delivered');
    expect(office.log.text()).toContain('unreadable at message.chat_id');
  });

  it('an event of a type that nobody handles is acknowledged', async () => {
    const payload = received({});
    payload.header.event_type = 'im.chat.updated_v1';
    expect((await office.sandbox.deliver(payload)).state).toBe('delivered');
    expect(office.log.text()).toContain('im.chat.updated_v1');
  });
});

describe('in a group', () => {
  const inGroup = { chat: 'purchasing' };
  it('a command is answered there, as a reply', async () => {
    expect(await answer('@审批助手 /ping', inGroup)).toContain('我在，一切正常');
    expect(office.cards('purchasing')[0]?.parent_id).toBeDefined();
    expect(office.heard('direct:zhangsan')).toEqual([]);
  });

  it('a mention without a command gets a pointer to the help', async () => {
    expect(await answer('@审批助手 在吗', inGroup)).toContain('/help');
  });

  it('what neither mentions the bot nor is a command is ignored, even where the bot hears everything', async () => {
    for (const text of ['中午吃什么', '/weather', '@李四 /cc'])
      await office.sandbox.deliver(
        received({ content: JSON.stringify({ text }), chat_type: 'group', message_id: `om_${text.length}` }),
      );
    await office.wait(2);
    expect(office.sandbox.calls.filter((call) => call.path.includes('/im/'))).toEqual([]);
    expect(office.log.text()).not.toContain('om_5');
  });

  it('、 before a known word is a slash; chatter with it is ignored, even where the bot hears everything', async () => {
    expect(await answer('@审批助手 、ping', inGroup)).toContain('我在，一切正常');
    const before = office.sandbox.calls.length;
    const chatter = ['、、', '、weather', '苹果、cc、梨', '、共有三点', '、抄送的事再说', '好的、/cc'];
    for (const [n, text] of chatter.entries())
      await office.sandbox.deliver(
        received({ content: JSON.stringify({ text }), chat_type: 'group', message_id: `om_chatter_${n}` }),
      );
    await office.wait(2);
    expect(office.sandbox.calls).toHaveLength(before);
    expect(office.log.text()).not.toContain('om_chatter');
    const typed = { content: '{"text":"、PING"}', chat_type: 'group', message_id: 'om_typed' };
    await office.sandbox.deliver(received(typed));
    await office.wait(2);
    expect(office.log.text()).toContain('om_typed');
  });

  it('a file is kept when it replies to a card of the bot: the card may be a form that waits for it', async () => {
    await answer('@审批助手 /ping', inGroup);
    const [card] = office.cards('purchasing');
    const file = { message_type: 'file', content: '{"file_key":"k"}', chat_type: 'group' };
    for (const [message_id, parent_id] of [
      ['om_to_card', card?.message_id],
      ['om_to_person', 'om_of_somebody'],
    ])
      await office.sandbox.deliver(received({ ...file, message_id, parent_id }));
    expect(office.log.text()).toContain('om_to_card');
    expect(office.log.text()).not.toContain('om_to_person');
  });

  it('@all is refused', async () => {
    expect(await answer('@审批助手 /cc @所有人', inGroup)).toContain('20');
    expect(office.ccCalls()).toEqual([]);
  });

  it('a colleague of another company is refused', async () => {
    await answer(`@审批助手 /cc @陈合作 ${office.sandbox.instance('laptops').instance_code}`, inGroup);
    expect(office.ccCalls()).toEqual([]);
    expect(office.heard('purchasing')).toHaveLength(1);
  });
});

function received(message: object, sender_type = 'user') {
  const person = office.sandbox.person('zhangsan');
  return {
    schema: '2.0',
    header: {
      event_id: `event ${JSON.stringify(message)}`,
      event_type: 'im.message.receive_v1',
      token: office.sandbox.app.verification_token,
      create_time: String(START),
    },
    event: {
      sender: {
        sender_id: { open_id: person.open_id },
        sender_type,
        tenant_key: office.sandbox.world.tenant_key,
      },
      message: {
        message_id: 'om_received',
        create_time: String(START),
        chat_id: office.sandbox.directChat('zhangsan').chat_id,
        chat_type: 'p2p',
        message_type: 'text',
        content: '{"text":"x"}',
        ...message,
      },
    },
  };
}
