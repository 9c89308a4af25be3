import { describe, expect, it } from 'vitest';
import type { World } from '../../sandbox/platform/index.ts';
import {
  type Call,
  card,
  DAY,
  HOUR,
  type Rig,
  sendCard,
  sendText,
  startRig,
  withoutScope,
  withScope,
} from './support.ts';

const text = (value: string) => JSON.stringify({ text: value });

describe('create', () => {
  it.each(['open_id', 'union_id', 'user_id', 'email'] as const)('writes to a person by %s', async (type) => {
    const rig = await startRig();
    const { status, body } = await sendText(rig, '你好', {
      query: { receive_id_type: type },
      body: { receive_id: rig.sandbox.person('lisi')[type] },
    });
    expect([status, body.code, body.msg]).toEqual([200, 0, 'success']);
    expect(body.data).toMatchObject({
      message_id: expect.stringMatching(/^om_[0-9a-f]{32}$/),
      chat_id: rig.sandbox.directChat('lisi').chat_id,
      msg_type: 'text',
      deleted: false,
      updated: false,
      sender: { id: rig.sandbox.app.app_id, id_type: 'app_id', sender_type: 'app' },
      body: { content: text('你好') },
    });
    expect(rig.sandbox.messages('direct:lisi')).toMatchObject([
      { sender: 'bot', content: { text: '你好' }, patches: 0 },
    ]);
  });

  it('writes into a group by chat_id, and turns <at> into mentions', async () => {
    const rig = await startRig();
    const { open_id } = rig.sandbox.person('lisi');
    const { body } = await sendText(rig, `<at user_id="${open_id}">李四</at> 看 <at user_id="all"></at>`, {
      query: { receive_id_type: 'chat_id' },
      body: { receive_id: rig.sandbox.chat('purchasing').chat_id },
    });
    expect(JSON.parse(body.data.body.content)).toEqual({ text: '@_user_1 看 @_all' });
    expect(body.data.mentions).toEqual([
      {
        key: '@_user_1',
        id: open_id,
        id_type: 'open_id',
        name: '李四',
        tenant_key: rig.sandbox.world.tenant_key,
      },
    ]);
  });

  const post = { zh_cn: { title: '标题', content: [[{ tag: 'text', text: '正文' }]] } };
  it('takes a post with its locale and shows it without', async () => {
    const rig = await startRig();
    expect(
      (await sendText(rig, '', { body: { msg_type: 'post', content: JSON.stringify(post) } })).status,
    ).toBe(200);
    expect(rig.sandbox.messages('direct:zhangsan')[0]?.content).toEqual(post.zh_cn);
  });

  const to = (type: string, id: (rig: Rig) => string | undefined) => (rig: Rig) => ({
    query: { receive_id_type: type },
    body: { receive_id: id(rig) },
  });
  it.each<[string, (rig: Rig) => { query?: Call['query']; body?: object }, number, string?]>([
    [
      'no receive_id_type',
      () => ({ query: { receive_id_type: [] } }),
      99992402,
      'receive_id_type is required',
    ],
    [
      'an unknown receive_id_type',
      () => ({ query: { receive_id_type: 'phone' } }),
      99992402,
      'receive_id_type',
    ],
    ['no receive_id', () => ({ body: { receive_id: undefined } }), 99992402, 'receive_id is required'],
    ['content that is an object', () => ({ body: { content: { text: 'x' } } }), 99992402, 'content'],
    ['a uuid of 51 characters', () => ({ body: { uuid: 'u'.repeat(51) } }), 99992402, 'the max len is 50'],
    ['an id that nobody has', to('open_id', () => 'ou_nobody'), 230034],
    ['an id of another type', to('open_id', (rig) => rig.sandbox.person('lisi').union_id), 230034],
    ['a chat that is none', to('chat_id', () => 'oc_none'), 230034],
    ['a group without the bot', to('chat_id', (rig) => rig.sandbox.chat('private').chat_id), 230002],
    ['someone outside of the range', to('open_id', (rig) => rig.sandbox.person('zhouba').open_id), 230013],
    ['someone who has resigned', to('open_id', (rig) => rig.sandbox.person('sunqi').open_id), 230013],
    [
      'the direct chat of such a person',
      to('chat_id', (rig) => rig.sandbox.directChat('zhouba').chat_id),
      230013,
    ],
    ['someone of another tenant', to('open_id', (rig) => rig.sandbox.person('partner').open_id), 230038],
    ['an unknown msg_type', () => ({ body: { msg_type: 'markdown' } }), 230001, 'invalid msg_type'],
    [
      'content that is no JSON',
      () => ({ body: { content: 'hello' } }),
      230001,
      'not a string in json format',
    ],
    ['content that is a list', () => ({ body: { content: '[]' } }), 230001],
    ['an empty text', () => ({ body: { content: '{"text":""}' } }), 230001, 'text is required'],
    [
      'a post without locale',
      () => ({ body: { msg_type: 'post', content: JSON.stringify(post.zh_cn) } }),
      230001,
    ],
    ['an empty post', () => ({ body: { msg_type: 'post', content: '{}' } }), 230001],
    [
      'a card with an unknown property',
      () => ({ body: { msg_type: 'interactive', content: JSON.stringify({ ...card(), surprise: 1 }) } }),
      230099,
      'ext=ErrCode: ',
    ],
    [
      'a card that mentions nobody known',
      () => ({ body: { msg_type: 'interactive', content: JSON.stringify(card('<at id=ou_nobody></at>')) } }),
      230099,
      'ErrCode: 100290; ErrMsg: ',
    ],
  ])('refuses %s', async (_name, more, code, detail) => {
    const rig = await startRig();
    const { status, body } = await sendText(rig, 'x', more(rig));
    expect([status, body.code]).toEqual([400, code]);
    expect(JSON.stringify(body)).toContain(detail ?? '');
    expect(body.error.log_id).toMatch(/^\d{14}[0-9A-F]{20}$/);
  });

  it('lists each wrong field', async () => {
    const rig = await startRig();
    const { body } = await sendText(rig, 'x', { body: { msg_type: undefined, content: 7, extra: true } });
    expect(body.error.field_violations).toEqual(
      expect.arrayContaining([
        { field: 'msg_type', description: 'msg_type is required' },
        expect.objectContaining({ field: 'content', value: '7' }),
        { field: 'extra', description: 'extra is unknown' },
      ]),
    );
  });

  it.each(['image', 'file', 'audio', 'media', 'sticker', 'share_chat', 'share_user', 'system'])(
    'says that it does not emulate %s',
    async (msg_type) => {
      const rig = await startRig();
      expect((await sendText(rig, 'x', { body: { msg_type } })).status).toBe(501);
    },
  );

  it('says that it does not emulate card templates and card entities', async () => {
    const rig = await startRig();
    for (const type of ['template', 'card'])
      expect((await sendCard(rig, { type, data: {} })).status).toBe(501);
  });

  it.each([
    ['a text', 'text', 150_000, (padding: string) => text(`"\\\n${padding}`)],
    ['a card', 'interactive', 30_000, (padding: string) => JSON.stringify(card(`"\\\n字${padding}`))],
    [
      'a post',
      'post',
      30_000,
      (padding: string) =>
        JSON.stringify({ zh_cn: { content: [[{ tag: 'text', text: `"\n字${padding}` }]] } }),
    ],
  ])('takes %s (%s) in a body of up to %d bytes', async (_what, msg_type, most, content) => {
    const rig = await startRig();
    const receive_id = rig.sandbox.person('zhangsan').open_id;
    const body = (padding: string) => ({ receive_id, msg_type, content: content(padding), uuid: 'u' });
    const room = most - Buffer.byteLength(JSON.stringify(body('')));
    const code = async (padding: string) => (await sendText(rig, '', { body: body(padding) })).body.code;
    expect([await code('x'.repeat(room + 1)), await code('x'.repeat(room))]).toEqual([230025, 0]);
  });

  it('counts a style tag of a card twice', async () => {
    const rig = await startRig();
    const tags = (count: number) => card("<font color='red'></font>".repeat(count));
    expect((await sendCard(rig, tags(580))).body.code).toBe(0);
    expect((await sendCard(rig, tags(620))).body.code).toBe(230025);
  });

  it('sends one message for one uuid within an hour, and another one after it', async () => {
    const rig = await startRig();
    const send = (content: string) => sendText(rig, content, { body: { uuid: 'u'.repeat(50) } });
    const first = (await send('first')).body.data;
    await rig.clock.advance(HOUR - 1);
    const again = (await send('second')).body;
    expect(again).toMatchObject({
      code: 0,
      data: { message_id: first.message_id, body: { content: text('first') } },
    });
    expect(rig.sandbox.messages('direct:zhangsan')).toHaveLength(1);
    await rig.clock.advance(1);
    expect((await send('third')).body.data.message_id).not.toBe(first.message_id);
  });

  it('does not spend a uuid on a refused call', async () => {
    const rig = await startRig();
    expect((await sendText(rig, '', { body: { uuid: 'one' } })).body.code).toBe(230001);
    expect((await sendText(rig, 'now', { body: { uuid: 'one' } })).body.code).toBe(0);
    expect(rig.sandbox.messages('direct:zhangsan')).toHaveLength(1);
  });

  it('takes 5 messages a second for each chat and person, by whatever id', async () => {
    const rig = await startRig();
    const person = rig.sandbox.person('zhangsan');
    const byUserId = { query: { receive_id_type: 'user_id' }, body: { receive_id: person.user_id } };
    for (let n = 0; n < 5; n += 1) expect((await sendText(rig)).body.code).toBe(0);
    const refused = await sendText(rig, 'x', byUserId);
    expect([refused.status, refused.body.code]).toEqual([400, 230020]);
    expect(
      (await sendText(rig, 'x', { body: { receive_id: rig.sandbox.person('lisi').open_id } })).body.code,
    ).toBe(0);
    await rig.clock.advance(999);
    expect((await sendText(rig)).body.code).toBe(230020);
    await rig.clock.advance(1);
    expect((await sendText(rig)).body.code).toBe(0);
  });

  it('takes user_ids only with their scope', async () => {
    const rig = await startRig(withoutScope('contact:user.employee_id:readonly'));
    const { body } = await sendText(rig, 'x', { query: { receive_id_type: 'user_id' } });
    expect(body.code).toBe(99991672);
    expect(body.msg).toContain('[contact:user.employee_id:readonly]');
  });
});

describe('reply', () => {
  const reply = (rig: Rig, to: string, more: object = {}) =>
    rig.call('POST', `/im/v1/messages/${to}/reply`, {
      body: { msg_type: 'text', content: text('re'), ...more },
    });

  it('hangs below its parent and keeps the root', async () => {
    const rig = await startRig();
    const { message_id: root } = await rig.sandbox.say({ from: 'zhangsan', chat: 'purchasing', text: '问' });
    const first = (await reply(rig, root)).body.data;
    expect(first).toMatchObject({
      parent_id: root,
      root_id: root,
      chat_id: rig.sandbox.chat('purchasing').chat_id,
    });
    const second = (await reply(rig, first.message_id)).body.data;
    expect(second).toMatchObject({ parent_id: first.message_id, root_id: root });
  });

  it('shares the uuid and the 5 a second with create', async () => {
    const rig = await startRig();
    const { message_id } = (await sendText(rig, 'a', { body: { uuid: 'one' } })).body.data;
    expect((await reply(rig, message_id, { uuid: 'one' })).body.data.message_id).toBe(message_id);
    for (let n = 0; n < 4; n += 1) expect((await reply(rig, message_id)).body.code).toBe(0);
    expect((await reply(rig, message_id)).body.code).toBe(230020);
  });

  it('refuses a message that is not there, was recalled, or is where the bot is not', async () => {
    const rig = await startRig();
    for (const id of ['om_none', 'c-295ee57216a5']) {
      const { status, body } = await reply(rig, id);
      expect([status, body.code]).toEqual([400, 99992354]);
      expect(body.msg).toContain(`Invalid ids: [${id}]`);
    }
    const { message_id } = (await sendText(rig)).body.data;
    rig.sandbox.recall(message_id);
    expect((await reply(rig, message_id)).body.code).toBe(230011);
    const elsewhere = await rig.sandbox.say({ from: 'zhangsan', chat: 'private', text: '嘘' });
    expect((await reply(rig, elsewhere.message_id)).body.code).toBe(230002);
    expect((await reply(rig, elsewhere.message_id, { reply_in_thread: true })).status).toBe(501);
    expect((await reply(rig, elsewhere.message_id, { reply_in_thread: 'no' })).body.code).toBe(99992402);
  });
});

describe('patch', () => {
  const patch = (rig: Rig, id: string, shown: object = card('新')) =>
    rig.call('PATCH', `/im/v1/messages/${id}`, { body: { content: JSON.stringify(shown) } });

  it('puts another card in place', async () => {
    const rig = await startRig();
    const { message_id } = (await sendCard(rig)).body.data;
    await rig.clock.advance(1000);
    expect((await patch(rig, message_id)).body).toEqual({ code: 0, msg: 'ok', data: {} });
    const [message] = rig.sandbox.messages('direct:zhangsan');
    expect(message).toMatchObject({ content: card('新'), patches: 1 });
    expect((message?.update_time ?? 0) - (message?.create_time ?? 0)).toBe(1000);
  });

  it('is possible for 14 days', async () => {
    const rig = await startRig();
    const { message_id } = (await sendCard(rig)).body.data;
    await rig.clock.advance(14 * DAY);
    rig.token = (await fresh(rig)) as string;
    expect((await patch(rig, message_id)).body.code).toBe(0);
    await rig.clock.advance(1);
    expect((await patch(rig, message_id)).body.code).toBe(230031);
  });

  it('is possible 5 times a second for each message', async () => {
    const rig = await startRig();
    const { message_id } = (await sendCard(rig)).body.data;
    const other = (await sendCard(rig)).body.data.message_id;
    for (let n = 0; n < 5; n += 1) expect((await patch(rig, message_id)).body.code).toBe(0);
    expect((await patch(rig, message_id)).body.code).toBe(230020);
    expect((await patch(rig, other)).body.code).toBe(0);
    await rig.clock.advance(1000);
    expect((await patch(rig, message_id)).body.code).toBe(0);
  });

  it('refuses what is no card of its own, or not shared before and after', async () => {
    const rig = await startRig();
    const shared = (await sendCard(rig)).body.data.message_id;
    const unshared = (await sendCard(rig, card('', { config: {} }))).body.data?.message_id;
    const note = (await sendText(rig)).body.data.message_id;
    const foreign = (await rig.sandbox.say({ from: 'zhangsan', chat: 'direct', text: 'x', deliver: false }))
      .message_id;
    expect((await patch(rig, 'om_none')).body.code).toBe(99992354);
    expect((await patch(rig, foreign)).body.code).toBe(230027);
    expect((await patch(rig, note)).body.code).toBe(230001);
    expect((await patch(rig, unshared)).body.msg).toContain('the sent card has no "update_multi": true');
    expect((await patch(rig, shared, card('', { config: {} }))).body.msg).toContain('the new card has no');
    expect((await patch(rig, shared, { ...card(), surprise: 1 })).body.code).toBe(230099);
    const room = 30_000 - Buffer.byteLength(JSON.stringify({ content: JSON.stringify(card('')) }));
    expect((await patch(rig, shared, card('x'.repeat(room + 1)))).body.code).toBe(230025);
    rig.sandbox.recall(shared);
    expect((await patch(rig, shared)).body.code).toBe(230011);
    expect(rig.sandbox.messages('direct:zhangsan').every((message) => message.patches === 0)).toBe(true);
  });
});

async function fresh(rig: Rig): Promise<unknown> {
  const { app_id, app_secret } = rig.sandbox.app;
  const { body } = await rig.call('POST', '/auth/v3/tenant_access_token/internal', {
    body: { app_id, app_secret },
    token: null,
  });
  return body.tenant_access_token;
}

describe('get', () => {
  const get = (rig: Rig, id: string, query: Call['query'] = {}) =>
    rig.call('GET', `/im/v1/messages/${id}`, { query });

  it('reads a person’s message with the ids that were asked for', async () => {
    const rig = await startRig();
    const { message_id } = await rig.sandbox.say({
      from: 'emma',
      chat: 'direct',
      text: '/help',
      deliver: false,
    });
    const { sender, body } = (await get(rig, message_id, { user_id_type: 'union_id' })).body.data.items[0];
    expect(sender).toMatchObject({
      id: rig.sandbox.person('emma').union_id,
      id_type: 'union_id',
      sender_type: 'user',
    });
    expect(body.content).toBe(text('/help'));
  });

  it('reads cards in their degraded form unless the original is asked for', async () => {
    const rig = await startRig();
    const shown = card('**hi**', { header: { title: { tag: 'plain_text', content: 'T' } } });
    const { message_id } = (await sendCard(rig, shown)).body.data;
    const item = async (query: Call['query']) => (await get(rig, message_id, query)).body.data.items[0];
    expect(JSON.parse((await item({})).body.content)).toEqual({
      title: 'T',
      elements: [[{ tag: 'text', text: '**hi**' }]],
    });
    expect(JSON.parse((await item({ card_msg_content_type: 'user_card_content' })).body.content)).toEqual(
      shown,
    );
    expect((await get(rig, message_id, { card_msg_content_type: 'raw' })).body.code).toBe(99992402);
  });

  it('needs im:message.group_msg for messages in groups', async () => {
    for (const [change, code] of [
      [() => {}, 230027],
      [withScope('im:message.group_msg'), 0],
    ] as [(world: World) => void, number][]) {
      const rig = await startRig(change);
      const { message_id } = await rig.sandbox.say({
        from: 'emma',
        chat: 'purchasing',
        text: 'x',
        deliver: false,
      });
      expect((await get(rig, message_id)).body.code).toBe(code);
    }
  });

  it('shows a recalled message without content, and refuses what the bot can’t see', async () => {
    const rig = await startRig();
    const { message_id } = (await sendText(rig)).body.data;
    rig.sandbox.recall(message_id);
    expect((await get(rig, message_id)).body.data.items[0]).toMatchObject({ deleted: true, body: {} });
    const hidden = await rig.sandbox.say({ from: 'lisi', chat: 'private', text: 'x' });
    expect((await get(rig, hidden.message_id)).body.code).toBe(230002);
    expect((await get(rig, 'om_none')).body.code).toBe(99992354);
  });
});
