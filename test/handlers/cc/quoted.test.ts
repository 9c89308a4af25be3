import { afterEach, describe, expect, it } from 'vitest';
import type { World } from '../../../sandbox/platform/index.ts';
import { instanceLinks } from '../../../src/feishu/applink.ts';
import { type Office, openOffice } from '../../support/bot.ts';

const GET = '/open-apis/im/v1/messages/:message_id';
const GROUP = 'im:message.group_msg';

let office: Office;
const open = async (change: (scopes: string[]) => string[] = (scopes) => scopes) => {
  office = await openOffice({
    change: ({ app }: World) => {
      app.scopes = change(app.scopes);
    },
  });
};
const withGroups = (scopes: string[]) => [...scopes, GROUP];
afterEach(() => office.close());

const laptops = () => office.sandbox.instance('laptops');
const link = (code: string = laptops().instance_code) =>
  instanceLinks('https://open.feishu.cn', code).default;
const reads = () =>
  office.sandbox.calls.filter(({ method, path }) => method === 'GET' && /\/messages\/om_\w+$/.test(path));
const heard = (chat = 'direct:zhangsan') => office.heard(chat).join('\n');
const said = async (
  options: Omit<Parameters<Office['sandbox']['say']>[0], 'from' | 'chat'>,
  from = 'zhangsan',
  chat = 'direct',
) => {
  const message = await office.sandbox.say({ from, chat, ...options });
  await message.delivered;
  return message.message_id;
};
const reply = async (replyTo: string, text = '/cc @王五 请知悉', from = 'zhangsan', chat = 'direct') => {
  await office.say(from, chat === 'direct' ? text : `@审批助手 ${text}`, { replyTo, chat });
  await office.wait(4);
};
const expectCopied = () =>
  expect(office.ccCalls()).toMatchObject([
    { body: { instance_code: laptops().instance_code, comment: '请知悉' }, code: 0 },
  ]);

describe('/cc as a reply in the direct chat, with the scopes that it has', () => {
  const forms: Record<string, () => Promise<string>> = {
    'to a link': () => said({ text: `请看 [采购申请](${link()}) 谢谢` }),
    'to a code behind a mention': () => said({ text: `@李四${laptops().instance_code}` }),
    'to a serial number': () => said({ text: `编号 ${laptops().serial_number}，麻烦了` }),
    'to rich text': () =>
      said({
        post: {
          title: '采购',
          content: [[{ tag: 'text', text: '请看' }], [{ tag: 'a', text: '这里', href: link() }]],
        },
      }),
    'to messages forwarded as one': async () => {
      const merged = [await said({ text: '帮忙看一下' }, 'lisi'), await said({ text: link() }, 'lisi')];
      return said({ merged });
    },
  };
  it.each(Object.entries(forms))('%s means that approval, for one call', async (_name, say) => {
    await open();
    await reply(await say());
    expectCopied();
    expect(reads()).toHaveLength(1);
  });

  it('keeps to what the words of the command name, and asks for nothing then', async () => {
    await open();
    const other = office.sandbox.instance('annual-leave').instance_code;
    await reply(await said({ text: link(other) }), `/cc @王五 请知悉 ${laptops().instance_code}`);
    expectCopied();
    expect(reads()).toEqual([]);
  });

  it('finds nothing in ordinary words, and offers the list as ever', async () => {
    await open();
    await reply(await said({ text: '这个要抄送给王五吗？1234567' }));
    expect(heard()).toContain('要抄送哪一条审批');
    expect(heard()).not.toContain('读不到');
    expect(office.ccCalls()).toEqual([]);
  });

  it('offers both where the message has two serial numbers, and refuses two codes', async () => {
    await open();
    const [mine, other] = ['laptops', 'team-dinner'].map((one) => office.sandbox.instance(one));
    await reply(await said({ text: `${mine?.serial_number} 和 ${other?.serial_number}` }));
    const picker = office.cards('direct:zhangsan').at(-1)!;
    expect(office.read(picker)).toContain(mine?.serial_number);
    expect(office.read(picker)).toContain(other?.serial_number);
    await reply(await said({ text: `${mine?.instance_code} 和 ${other?.instance_code}` }));
    expect(heard()).toContain('那条消息里不止一条审批');
    expect(office.read(office.cards('direct:zhangsan').at(-1)!, 'en_us')).toContain('more than one approval');
    expect(office.read(office.cards('direct:zhangsan').at(-1)!, 'ja_jp')).toContain('複数の申請');
    expect(office.ccCalls()).toEqual([]);
  });

  it('says of a short link in it what to copy instead', async () => {
    await open();
    await reply(await said({ text: 'https://go.feishu.cn/approval/s/zzzzzzzz' }));
    expect(heard()).toContain('复制详情页上的审批编号');
  });

  it('/cc status reads it alike', async () => {
    await open();
    await office.say('zhangsan', `/cc @李四 ${laptops().instance_code}`);
    await office.wait(3);
    await reply(await said({ text: link() }), '/cc status');
    expect(heard()).toContain('已读情况');
  });

  const unreadable: Record<string, () => Promise<string>> = {
    'a picture': () =>
      said({ attachment: { kind: 'image', name: 'a.png', type: 'image/png', data: Buffer.from('x') } }),
    'one that was recalled': async () => {
      const id = await said({ text: link() });
      office.sandbox.recall(id);
      return id;
    },
    'one that Feishu calls deleted': async () => {
      office.sandbox.faults.add({ on: 'call', path: GET, code: 230110 });
      return said({ text: link() });
    },
    'one of which there is a sentence left': async () => {
      const item = {
        message_id: 'om_1',
        msg_type: 'text',
        deleted: false,
        body: { content: 'This message was recalled' },
      };
      const body = { code: 0, msg: 'success', data: { items: [item] } };
      office.sandbox.faults.add({ on: 'call', path: GET, answer: { status: 200, body } });
      return said({ text: link() });
    },
  };
  it.each(Object.entries(unreadable))('offers the list where it is %s, and says why', async (_name, say) => {
    await open();
    await reply(await say());
    expect(heard()).toContain('读不到你回复的那条消息');
    expect(heard()).toContain('要抄送哪一条审批');
    expect(office.ccCalls()).toEqual([]);
  });

  it('does without where the scope is missing', async () => {
    await open((scopes) => scopes.filter((scope) => scope !== 'im:message:readonly'));
    await reply(await said({ text: link() }));
    expect(heard()).toContain('读不到你回复的那条消息');
    expect(heard()).toContain('要抄送哪一条审批');
  });

  it('waits for Feishu where that fails for a moment', async () => {
    await open();
    const fault = office.sandbox.faults.add({ on: 'call', path: GET, answer: { status: 503 } });
    await reply(await said({ text: link() }));
    expect(office.ccCalls()).toEqual([]);
    expect(heard()).not.toContain('读不到');
    fault.remove();
    await office.wait(60);
    expectCopied();
  });

  it('never copies what its card is about in the place of an approval that is not found', async () => {
    await open();
    await office.say('zhangsan', `/cc @李四 ${laptops().instance_code}`);
    await office.wait(3);
    const card = office.cards('direct:zhangsan')[0]!.message_id;
    await reply(card, '/cc @王五 https://www.feishu.cn/approval/admin/list 请知悉');
    expect(heard()).toContain('看不出这个链接');
    expect(office.ccCalls()).toHaveLength(1);
  });
});

describe('/cc as a reply in a group', () => {
  it('to the link of a colleague means that approval, where the app may read it', async () => {
    await open(withGroups);
    await reply(await said({ text: link() }, 'lisi', 'purchasing'), undefined, 'zhangsan', 'purchasing');
    expectCopied();
  });

  it('copies nothing that the person could not copy by pasting', async () => {
    await open(withGroups);
    const message = await said({ text: `${link()}` }, 'zhangsan', 'purchasing');
    await reply(message, undefined, 'emma', 'purchasing');
    expect(heard('direct:emma')).toContain('没有找到');
    expect(office.ccCalls()).toEqual([]);
  });

  it('says that it can not read it where it may not, with the list, and the operator learns of the scope', async () => {
    await open();
    await reply(await said({ text: link() }, 'lisi', 'purchasing'), undefined, 'zhangsan', 'purchasing');
    expect(heard()).toContain('读不到你回复的那条消息');
    expect(heard()).toContain('要抄送哪一条审批');
    const told = office.cards('direct:zhangsan').find((card) => office.read(card).includes('读不到'))!;
    expect(office.read(told, 'en_us')).toContain("can't read the message you replied to");
    expect(office.read(told, 'ja_jp')).toContain('返信先のメッセージを読めない');
    expect(office.log.text()).toContain(GROUP);
    expect(office.ccCalls()).toEqual([]);
  });
});
