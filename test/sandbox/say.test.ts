import { describe, expect, it } from 'vitest';
import type { SayOptions, World } from '../../sandbox/platform/index.ts';
import { HOUR, startBot, startRig, WORLD_START, withoutScope, withScope } from './support.ts';

async function connected(change?: (world: World) => void) {
  const rig = await startRig(change);
  const bot = await startBot(rig.sandbox);
  await rig.sandbox.connect(bot.url);
  return { rig, bot, sandbox: rig.sandbox };
}

it('sends im.message.receive_v1 for a direct message', async () => {
  const { sandbox, bot } = await connected();
  const { open_id, union_id, user_id } = sandbox.person('zhangsan');
  const { message_id, delivered } = await sandbox.say({
    from: 'zhangsan',
    chat: 'direct',
    text: '/cc @李四 看一下',
  });
  expect(await delivered).toMatchObject({
    event_type: 'im.message.receive_v1',
    state: 'delivered',
    attempts: [{ status: 200 }],
  });
  const lisi = sandbox.person('lisi');
  expect(bot.received[0]?.payload).toEqual({
    schema: '2.0',
    header: {
      event_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      token: sandbox.app.verification_token,
      create_time: String(WORLD_START),
      event_type: 'im.message.receive_v1',
      tenant_key: sandbox.world.tenant_key,
      app_id: sandbox.app.app_id,
    },
    event: {
      sender: {
        sender_id: { open_id, union_id, user_id },
        sender_type: 'user',
        tenant_key: sandbox.world.tenant_key,
      },
      message: {
        message_id,
        create_time: String(WORLD_START),
        update_time: String(WORLD_START),
        chat_id: sandbox.directChat('zhangsan').chat_id,
        chat_type: 'p2p',
        message_type: 'text',
        content: JSON.stringify({ text: '/cc @_user_1 看一下' }),
        user_agent: expect.stringContaining(' LarkLocale/zh_CN '),
        mentions: [
          {
            key: '@_user_1',
            id: { open_id: lisi.open_id, union_id: lisi.union_id, user_id: lisi.user_id },
            mentioned_type: 'user',
            name: '李四',
            tenant_key: sandbox.world.tenant_key,
          },
        ],
      },
    },
  });
});

it('tells what a client calls itself, and so its language, to an app that may know', async () => {
  const told = async (bend?: Parameters<typeof connected>[0]) => {
    const { sandbox, bot } = await connected(bend);
    await (await sandbox.say({ from: 'emma', chat: 'direct', text: '/help' })).delivered;
    return bot.received[0]?.payload.event.message.user_agent;
  };
  expect(await told()).toContain(' LarkLocale/en_US ');
  expect(await told(withoutScope('im:user_agent:read'))).toBeUndefined();
});

describe('mentions', () => {
  const typed = async (text: string, chat = 'purchasing') => {
    const { sandbox, bot } = await connected(withScope('im:message.group_msg'));
    await (await sandbox.say({ from: 'zhangsan', chat, text })).delivered;
    const { message } = bot.received[0]?.payload.event ?? {};
    const mentions = (message.mentions ?? []) as { name: string; mentioned_type: string }[];
    return [JSON.parse(message.content).text, mentions.map(({ name }) => name)];
  };
  it.each<[string, string, string[]]>([
    ['@审批助手 /cc @李四 @王五', '@_user_1 /cc @_user_2 @_user_3', ['审批助手', '李四', '王五']],
    ['/cc @李四@王五看看', '/cc @_user_1@_user_2看看', ['李四', '王五']],
    ['@李四 和 @李四', '@_user_1 和 @_user_1', ['李四']],
    ['@Emma Wilson ok', '@_user_1 ok', ['Emma Wilson']],
    ['@所有人 @李四', '@_all @_user_1', ['李四']],
    ['mail a@b.c @nobody', 'mail [a@b.c](mailto:a@b.c) @nobody', []],
    ['见 https://a.b/1。', '见 [https://a.b/1](https://a.b/1)。', []],
    ['见 [一](https://a.b/1)', '见 [一](https://a.b/1)', []],
    ['@陈合作', '@_user_1', ['陈合作']],
  ])('%s', async (text, content, names) => {
    expect(await typed(text)).toEqual([content, names]);
  });

  it('go beyond nine', async () => {
    const { sandbox, bot } = await connected();
    const names = sandbox.world.people.map((person) => `@${person.name}`);
    await (await sandbox.say({ from: 'zhangsan', chat: 'direct', text: `@审批助手 ${names.join('')}` }))
      .delivered;
    const { content, mentions } = bot.received[0]?.payload.event.message ?? {};
    expect(mentions).toHaveLength(10);
    expect(JSON.parse(content).text).toContain('@_user_9@_user_10');
    expect(mentions[0]).toMatchObject({ mentioned_type: 'bot', id: { open_id: sandbox.app.open_id } });
    expect(mentions[9].tenant_key).not.toBe(sandbox.world.tenant_key);
  });
});

it('sends a post as it is received, with keys for those who are mentioned', async () => {
  const { sandbox, bot } = await connected();
  const post: SayOptions['post'] = {
    title: '',
    content: [
      [
        { tag: 'at', user_name: '审批助手' },
        { tag: 'text', text: ' /cc ' },
        { tag: 'at', user_name: '李四' },
      ],
      [
        { tag: 'a', href: 'https://example.com', text: 'link' },
        { tag: 'at', user_id: 'all', user_name: '所有人' },
      ],
    ],
  };
  await (await sandbox.say({ from: 'lisi', chat: 'purchasing', post })).delivered;
  const { message } = bot.received[0]?.payload.event ?? {};
  expect(message.message_type).toBe('post');
  expect(JSON.parse(message.content).content).toEqual([
    [
      { tag: 'at', user_id: '@_user_1', user_name: '审批助手' },
      { tag: 'text', text: ' /cc ' },
      { tag: 'at', user_id: '@_user_2', user_name: '李四' },
    ],
    [
      { tag: 'a', href: 'https://example.com', text: 'link' },
      { tag: 'at', user_id: '@_all', user_name: '所有人' },
    ],
  ]);
  await expect(
    sandbox.say({
      from: 'lisi',
      chat: 'purchasing',
      post: { content: [[{ tag: 'at', user_name: '路人' }]] },
    }),
  ).rejects.toThrow('路人');
});

it('knows replies by parent and root, and old messages by their time', async () => {
  const { sandbox, bot } = await connected();
  const first = await sandbox.say({
    from: 'emma',
    chat: 'direct',
    text: 'a',
    createTime: WORLD_START - HOUR,
  });
  const second = await sandbox.say({ from: 'emma', chat: 'direct', text: 'b', replyTo: first.message_id });
  const third = await sandbox.say({ from: 'emma', chat: 'direct', text: 'c', replyTo: second.message_id });
  await Promise.all([first.delivered, second.delivered, third.delivered]);
  const byText = Object.fromEntries(
    bot.received.map(({ payload: { event } }) => [JSON.parse(event.message.content).text, event.message]),
  );
  expect(byText.a.create_time).toBe(String(WORLD_START - HOUR));
  expect(byText.a).not.toHaveProperty('root_id');
  expect(byText.c).toMatchObject({ parent_id: second.message_id, root_id: first.message_id });
  expect(sandbox.messages('direct:emma').map(({ sender, content }) => [sender, content.text])).toEqual([
    ['emma', 'a'],
    ['emma', 'b'],
    ['emma', 'c'],
  ]);
});

it.each<[string, SayOptions, ((world: World) => void) | undefined, boolean]>([
  ['a group, not mentioned', { from: 'lisi', chat: 'purchasing', text: 'hello' }, undefined, false],
  [
    'a group, someone else mentioned',
    { from: 'lisi', chat: 'purchasing', text: '@张三 hello' },
    undefined,
    false,
  ],
  [
    'a group, everybody mentioned',
    { from: 'lisi', chat: 'purchasing', text: '@所有人 hello' },
    undefined,
    false,
  ],
  ['a group, mentioned', { from: 'lisi', chat: 'purchasing', text: '@审批助手 hello' }, undefined, true],
  [
    'a group, by someone of another tenant',
    { from: 'partner', chat: 'purchasing', text: '@审批助手 hello' },
    undefined,
    true,
  ],
  [
    'a group, mentioned, without the scope',
    { from: 'lisi', chat: 'purchasing', text: '@审批助手 hello' },
    withoutScope('im:message.group_at_msg:readonly'),
    false,
  ],
  [
    'a group, not mentioned, with im:message.group_msg',
    { from: 'lisi', chat: 'purchasing', text: 'hello' },
    withScope('im:message.group_msg'),
    true,
  ],
  [
    'a group without the bot',
    { from: 'lisi', chat: 'private', text: '@审批助手 hello' },
    withScope('im:message.group_msg'),
    false,
  ],
  [
    'a direct chat without the scope',
    { from: 'lisi', chat: 'direct', text: 'hello' },
    withoutScope('im:message.p2p_msg:readonly'),
    false,
  ],
  [
    'a direct chat, kept back by the caller',
    { from: 'lisi', chat: 'direct', text: 'hello', deliver: false },
    undefined,
    false,
  ],
])('tells the bot or not: %s', async (_name, said, change, told) => {
  const { sandbox, bot } = await connected(change);
  const { delivered } = await sandbox.say(said);
  const { state, payload } = await delivered;
  expect([state, bot.received.length, sandbox.deliveries.length]).toEqual(
    told ? ['delivered', 1, 1] : ['not sent', 0, 0],
  );
  expect(payload).toHaveProperty('event.message');
});

it.each<[string, SayOptions, string]>([
  ['who has resigned', { from: 'sunqi', chat: 'direct', text: 'x' }, 'has resigned'],
  [
    'outside the range',
    { from: 'zhouba', chat: 'direct', text: 'x' },
    'outside the app’s range'.replace('’', "'"),
  ],
  ['of another tenant, directly', { from: 'partner', chat: 'direct', text: 'x' }, 'no direct chat'],
  ['who is no member', { from: 'tanaka', chat: 'purchasing', text: 'x' }, 'is no member'],
  ['with nothing to say', { from: 'lisi', chat: 'direct' }, 'either text or a post'],
  [
    'replying across chats',
    { from: 'lisi', chat: 'direct', text: 'x', replyTo: 'om_none' },
    'no message om_none',
  ],
])('refuses what a client could not do: someone %s', async (_name, said, message) => {
  const { sandbox } = await startRig();
  await expect(sandbox.say(said)).rejects.toThrow(message);
});

it('leaves user_ids out without their scope', async () => {
  const { sandbox, bot } = await connected(withoutScope('contact:user.employee_id:readonly'));
  await (await sandbox.say({ from: 'lisi', chat: 'direct', text: '@张三' })).delivered;
  expect(bot.received[0]?.payload.event.sender.sender_id).not.toHaveProperty('user_id');
  expect(bot.received[0]?.payload.event.message.mentions[0].id).not.toHaveProperty('user_id');
});

it.each([
  ['image', { image_key: expect.stringMatching(/^img_v3_/) }],
  ['file', { file_key: expect.stringMatching(/^file_v3_/), file_name: 'quote.png' }],
] as const)('sends the event of a message of type %s', async (kind, content) => {
  const { sandbox } = await startRig();
  const data = Buffer.from('bytes');
  const said = await sandbox.say({
    from: 'zhangsan',
    chat: 'direct',
    attachment: { kind, name: 'quote.png', type: 'image/png', data },
    deliver: false,
  });
  const { message } = ((await said.delivered).payload as { event: { message: Record<string, string> } })
    .event;
  expect([message.message_type, JSON.parse(message.content ?? '')]).toEqual([kind, content]);
  const [key = ''] = Object.values(JSON.parse(message.content ?? '')) as string[];
  expect(sandbox.platform.resources.find(key)?.data).toEqual(data);
});
