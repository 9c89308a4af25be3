import { describe, expect, it } from 'vitest';
import type { CardElement, ClickOptions } from '../../sandbox/platform/index.ts';
import {
  card,
  DAY,
  decrypt,
  type Reply,
  type Rig,
  sendCard,
  startBot,
  startRig,
  WORLD_START,
  withoutScope,
} from './support.ts';

const plain = (content: string, i18n?: object) => ({
  tag: 'plain_text',
  content,
  ...(i18n && { i18n_content: i18n }),
});
const button = (act: string, text: string, more: object = {}) => ({
  tag: 'button',
  text: plain(text),
  behaviors: [{ type: 'callback', value: { act } }],
  ...more,
});
const options = (...values: string[]) => values.map((value) => ({ text: plain(value), value }));
const FORM = {
  tag: 'form',
  name: 'cc',
  elements: [
    { tag: 'multi_select_person', name: 'people', required: true, options: [] },
    { tag: 'input', name: 'comment', max_length: 5 },
    { tag: 'select_static', name: 'which', options: options('a', 'b'), initial_option: 'b' },
    { tag: 'date_picker', name: 'day' },
    { tag: 'picker_time', name: 'time' },
    { tag: 'picker_datetime', name: 'moment' },
    { tag: 'checker', name: 'sure', text: plain('sure'), checked: false },
    button('submit', '抄送', {
      name: 'submit',
      text: plain('抄送', { en_us: 'CC' }),
      form_action_type: 'submit',
    }),
  ],
};
const CARD = card('x', {
  body: {
    elements: [
      FORM,
      {
        tag: 'column_set',
        columns: [{ tag: 'column', elements: [button('undo', '撤回', { type: 'text' })] }],
      },
      button('off', '不可用', { disabled: true }),
      button('open', '打开', { behaviors: [{ type: 'open_url', default_url: 'https://example.com' }] }),
      button('twin1', '同名'),
      button('twin2', '同名'),
      {
        tag: 'select_static',
        name: 'loose',
        options: options('x', 'y'),
        behaviors: [{ type: 'callback', value: { act: 'pick' } }],
      },
    ],
  },
});

async function shown(
  reply: (rig: Rig) => Reply = () => ({}),
  where: 'direct' | 'purchasing' = 'direct',
  change?: Parameters<typeof startRig>[0],
) {
  const rig = await startRig(change);
  const bot = await startBot(rig.sandbox, () => reply(rig));
  await rig.sandbox.connect(bot.url);
  const to =
    where === 'direct'
      ? { receive_id: rig.sandbox.person('zhangsan').open_id }
      : { receive_id: rig.sandbox.chat(where).chat_id };
  const sent =
    where === 'direct'
      ? await sendCard(rig, CARD, to)
      : await rig.call('POST', '/im/v1/messages', {
          query: { receive_id_type: 'chat_id' },
          body: { ...to, msg_type: 'interactive', content: JSON.stringify(CARD) },
        });
  expect(sent.body.msg).toBe('success');
  const { message_id } = sent.body.data;
  const click = (more: Partial<ClickOptions>) =>
    rig.sandbox.click({ by: 'zhangsan', message_id, button: '撤回', ...more });
  return { rig, bot, sandbox: rig.sandbox, message_id, click };
}

it('sends a sealed card.action.trigger, once', async () => {
  const { sandbox, bot, click, message_id } = await shown();
  const { open_id, union_id, user_id } = sandbox.person('zhangsan');
  expect(await click({})).toEqual({ status: 200, answer: {} });
  expect(bot.received[0]?.headers['x-lark-signature']).toMatch(/^[0-9a-f]{64}$/);
  expect(bot.received.map(({ payload }) => payload)).toEqual([
    {
      schema: '2.0',
      header: {
        event_id: expect.any(String),
        token: sandbox.app.verification_token,
        create_time: `${WORLD_START}000`,
        event_type: 'card.action.trigger',
        tenant_key: sandbox.world.tenant_key,
        app_id: sandbox.app.app_id,
      },
      event: {
        operator: { tenant_key: sandbox.world.tenant_key, open_id, union_id, user_id },
        token: expect.stringMatching(/^c-[0-9a-f]{40}$/),
        action: { tag: 'button', value: { act: 'undo' } },
        host: 'im_message',
        context: { open_message_id: message_id, open_chat_id: sandbox.directChat('zhangsan').chat_id },
      },
    },
  ]);
});

it.each(['撤回', { value: { act: 'undo' } }, (element: CardElement) => element.type === 'text'])(
  'finds a button by %s',
  async (choice) => {
    const { bot, click } = await shown();
    await click({ button: choice });
    expect(bot.received[0]?.payload.event.action.value).toEqual({ act: 'undo' });
  },
);

it('sends what was picked outside of a form, if it is on offer', async () => {
  const { bot, click } = await shown();
  const loose = ({ name }: CardElement) => name === 'loose';
  await click({ button: loose, value: 'y' });
  expect(bot.received[0]?.payload.event.action).toMatchObject({
    tag: 'select_static',
    option: 'y',
    value: { act: 'pick' },
  });
  await expect(click({ button: loose, value: 'z' })).rejects.toThrow('does not offer z');
});

it('submits a form: what was filled in, what was set before, dates with the offset of the person', async () => {
  const { sandbox, bot, click } = await shown(() => ({}), 'purchasing');
  const people = [sandbox.person('lisi').open_id, sandbox.person('emma').open_id];
  const form = {
    people,
    comment: 'ok',
    day: '2026-12-01',
    time: '09:30',
    moment: '2026-12-01 09:30',
    sure: true,
  };
  await click({ button: 'CC', form });
  await click({
    by: 'emma',
    button: 'submit',
    form: { people, day: '2026-12-01' },
    timezone: 'America/New_York',
  });
  const [first, second] = bot.received.map(({ payload }) => payload.event.action);
  expect(first).toMatchObject({ name: 'submit', value: { act: 'submit' } });
  expect(first.form_value).toEqual({
    people,
    comment: 'ok',
    which: 'b',
    day: '2026-12-01 +0800',
    time: '09:30 +0800',
    moment: '2026-12-01 09:30 +0800',
    sure: true,
  });
  expect(second).toMatchObject({ timezone: 'America/New_York' });
  expect(second.form_value).toEqual({
    people,
    comment: '',
    which: 'b',
    day: '2026-12-01 -0500',
    sure: false,
  });
});

describe('refuses what a client could not do', () => {
  const someone = (rig: Rig) => [rig.sandbox.person('lisi').open_id];
  it.each<[string, (rig: Rig) => Partial<ClickOptions>, string]>([
    [
      'a button that is not there',
      () => ({ button: 'nothing' }),
      'no element "nothing"; its buttons: 抄送, 撤回',
    ],
    ['a button that is disabled', () => ({ button: '不可用' }), 'is disabled'],
    ['a button that opens a link', () => ({ button: '打开' }), 'sends nothing to the bot'],
    ['a text that two buttons have', () => ({ button: '同名' }), '2 elements "同名"'],
    [
      'a required field left empty',
      () => ({ button: 'submit' }),
      '"people" (multi_select_person) is required',
    ],
    ['a required list left empty', () => ({ button: 'submit', form: { people: [] } }), 'is required'],
    [
      'a field that is not there',
      (rig) => ({ button: 'submit', form: { people: someone(rig), nothing: 'x' } }),
      'no field "nothing"',
    ],
    [
      'an option that is not offered',
      (rig) => ({ button: 'submit', form: { people: someone(rig), which: 'c' } }),
      'does not offer c; it offers a, b',
    ],
    [
      'a person who is no member',
      (rig) => ({ button: 'submit', form: { people: [rig.sandbox.person('tanaka').open_id] } }),
      'does not offer ou_',
    ],
    [
      'too long a text',
      (rig) => ({ button: 'submit', form: { people: someone(rig), comment: '123456' } }),
      'is too long',
    ],
    [
      'a date that is none',
      (rig) => ({ button: 'submit', form: { people: someone(rig), day: 'tomorrow' } }),
      'takes a value such as',
    ],
    [
      'one value where a list belongs',
      () => ({ button: 'submit', form: { people: 'ou_x' } }),
      'takes a list',
    ],
    ['someone who can’t see the card', () => ({ by: 'tanaka' }), "can't see this card"],
    ['a message that is no card', () => ({ message_id: 'om_none' }), 'no card om_none'],
  ])('%s', async (_name, more, message) => {
    const { rig, bot, click } = await shown(() => ({}), 'purchasing');
    await expect(click(more(rig))).rejects.toThrow(message);
    expect(bot.received).toEqual([]);
  });

  it('a recalled card, and one older than 14 days', async () => {
    const { rig, click, message_id } = await shown();
    await rig.clock.advance(14 * DAY);
    expect((await click({})).status).toBe(200);
    await rig.clock.advance(1);
    await expect(click({})).rejects.toThrow('older than 14 days');
    rig.sandbox.recall(message_id);
    await expect(click({})).rejects.toThrow('was recalled');
  });
});

describe('answers', () => {
  it('show a toast and put a card in place', async () => {
    const next = card('done');
    const toast = { type: 'success', content: '好了', i18n: { en_us: 'Done' } };
    const { sandbox, click } = await shown(() => ({ body: { toast, card: { type: 'raw', data: next } } }));
    expect(await click({})).toMatchObject({ status: 200, toast, card: next });
    expect(sandbox.messages('direct:zhangsan')[0]).toMatchObject({ content: next, patches: 0 });
    await expect(click({})).rejects.toThrow('shows no element "撤回"');
  });

  it.each<[string, Reply, number]>([
    ['HTTP 500', { status: 500 }, 200671],
    ['a redirect', { status: 302, headers: { location: '/' } }, 200671],
    ['no JSON', { body: 'ok' }, 200672],
    ['a list', { body: [] }, 200672],
    ['an unknown property', { body: { message: 'x' } }, 200672],
    ['an unknown kind of toast', { body: { toast: { type: 'loud', content: 'x' } } }, 200672],
    ['a card without its type', { body: { card: card() } }, 200672],
    [
      'a card that the platform refuses',
      { body: { card: { type: 'raw', data: { ...card(), surprise: 1 } } } },
      200673,
    ],
    ['a card of JSON 1.0', { body: { card: { type: 'raw', data: { elements: [] } } } }, 200830],
    ['a broken connection', 'reset', 200342],
  ])('become a client code: %s', async (_name, reply, clientCode) => {
    const { sandbox, bot, rig, click } = await shown(() => reply);
    expect(await click({})).toMatchObject({ clientCode, problem: expect.any(String) });
    expect(sandbox.messages('direct:zhangsan')[0]?.content).toEqual(CARD);
    await rig.clock.advance(DAY);
    expect(bot.received).toHaveLength(1);
  });

  it('must come within 3 s of the sandbox clock', async () => {
    const { rig, click } = await shown(() => 'hang');
    let done = false;
    const clicking = click({}).finally(() => {
      done = true;
    });
    await rig.clock.advance(2999);
    expect(done).toBe(false);
    await rig.clock.advance(1);
    expect(await clicking).toMatchObject({ clientCode: 200341 });
  });

  it('need an address', async () => {
    const rig = await startRig();
    const { message_id } = (await sendCard(rig, CARD)).body.data;
    expect(await rig.sandbox.click({ by: 'zhangsan', message_id, button: '撤回' })).toMatchObject({
      clientCode: 200340,
    });
  });

  it('need an address that has a name and somebody at it', async () => {
    const { bot, click } = await shown();
    bot.server.close();
    expect(await click({})).toMatchObject({ clientCode: 200342, problem: 'ECONNREFUSED' });
  });
});

it('gives the sealed payload without sending it', async () => {
  const { sandbox, bot, message_id } = await shown();
  const event = sandbox.clickEvent({ by: 'zhangsan', message_id, button: '撤回' });
  expect(decrypt(JSON.parse(event.body).encrypt, sandbox.app.encrypt_key)).toEqual(event.payload);
  expect(event.headers).toHaveProperty('x-lark-signature');
  expect(bot.received).toEqual([]);
});

it('leaves the user_id out without its scope', async () => {
  const { bot, click } = await shown(() => ({}), 'direct', withoutScope('contact:user.employee_id:readonly'));
  await click({});
  expect(bot.received[0]?.payload.event.operator).not.toHaveProperty('user_id');
});

it.each([
  ['a choice of several is required', { tag: 'multi_select_static' }, true],
  ['a choice of several says that it is not', { tag: 'multi_select_static', required: false }, false],
  ['people are not required', { tag: 'multi_select_person' }, false],
  ['a choice of one is not', { tag: 'select_static' }, false],
])('where a card leaves it open, %s', async (_what, field, required) => {
  const empty = {
    ...field,
    name: 'f',
    ...(field.tag === 'multi_select_person' ? {} : { options: options('a') }),
  };
  const send = button('submit', '提交', { name: 'submit', form_action_type: 'submit' });
  const rig = await startRig();
  const bot = await startBot(rig.sandbox, () => ({}));
  await rig.sandbox.connect(bot.url);
  const form = { tag: 'form', name: 'form', elements: [empty, send] };
  const { open_id: receive_id } = rig.sandbox.person('zhangsan');
  const { message_id } = (await sendCard(rig, card('x', { body: { elements: [form] } }), { receive_id })).body
    .data;
  const sent = rig.sandbox.click({ by: 'zhangsan', message_id, button: '提交' });
  if (required) await expect(sent).rejects.toThrow('the form field "f" (multi_select_static) is required');
  else expect((await sent).clientCode).toBeUndefined();
});
