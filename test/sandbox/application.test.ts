import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { World } from '../../sandbox/platform/index.ts';
import { decrypt, HOUR, type Rig, startBot, startRig, withoutScope } from './support.ts';

const PATCH = 'application:application:patch';
const EVENT = 'im.message.receive_v1';

type Console = World['app']['console'];

const rigWith = (console: Partial<Console> = {}, app: Partial<World['app']> = {}) =>
  startRig((world) => {
    Object.assign(world.app, app);
    Object.assign(world.app.console, console);
  });

const own = ({ sandbox }: Rig) => sandbox.app.app_id;
const config = (rig: Rig, body: object, id = own(rig)) =>
  rig.call('PATCH', `/application/v7/applications/${id}/config`, { body });
const ability = (rig: Rig, body: object) =>
  rig.call('PATCH', `/application/v7/applications/${own(rig)}/ability`, { body });
const notes = { remark: 'r', changelog: 'c', mobile_default_ability: 'bot', pc_default_ability: 'bot' };
const publish = (rig: Rig, body: object = notes) =>
  rig.call('POST', `/application/v7/applications/${own(rig)}/publish`, { body });
const info = async (rig: Rig) =>
  (await rig.call('GET', '/application/v6/applications/me', { query: { lang: 'en_us' } })).body.data.app;
const scopes = async (rig: Rig) => (await rig.call('GET', '/application/v6/scopes')).body;
const add = (...names: string[]) => ({
  scope: { add_scopes: names.map((scope_name) => ({ scope_name, token_type: 'tenant' })) },
});

describe('the configuration', () => {
  it('takes scopes, which act with the next version', async () => {
    const rig = await rigWith();
    expect((await config(rig, add('approval:task'))).body).toEqual({ code: 0, msg: 'success', data: {} });
    expect((await scopes(rig)).data.scopes).toContainEqual({
      scope_name: 'approval:task',
      grant_status: 2,
      scope_type: 'tenant',
    });
    expect((await publish(rig)).body.data).toMatchObject({ version: '1.0.1' });
    expect((await scopes(rig)).data.scopes).toContainEqual(
      expect.objectContaining({ scope_name: 'approval:task', grant_status: 1 }),
    );
  });

  it.each<[string, Partial<Console>, object, number]>([
    ['an app of Base', { made_in: 'base' }, {}, 210035],
    ['an app of another builder', { made_in: 'bot_builder' }, {}, 210043],
    ['an app that is being reviewed', { in_review: true }, {}, 210040],
    ['an unknown field', {}, { scopes: [] }, 210031],
    ['a mode that is none', {}, { event: { subscription_type: 'carrier pigeon' } }, 210031],
    ['a webhook without an address', {}, { event: { subscription_type: 'webhook' } }, 210031],
    [
      'a key of 33 characters',
      {},
      { event_and_callback_encrypt_strategy: { encryption_key: 'k'.repeat(33) } },
      210031,
    ],
    [
      'a person who is none',
      {},
      { visibility: { is_visible_to_all: false, visible_list: { user_ids: ['ou_x'] } } },
      210031,
    ],
    [
      'an address that nobody answers at',
      {},
      { event: { subscription_type: 'webhook', request_url: 'http://127.0.0.1:1/' } },
      210042,
    ],
    ['an address that is none', {}, { event: { subscription_type: 'webhook', request_url: 'x' } }, 210042],
  ])('refuses %s', async (_what, console, body, code) => {
    const rig = await rigWith(console);
    expect((await config(rig, body)).body.code).toBe(code);
  });

  it('refuses another app, scopes of a bot that there is not, and whoever may not', async () => {
    const rig = await rigWith({}, { has_bot: false });
    expect((await config(rig, {}, 'cli_0000000000000000')).body.code).toBe(210036);
    expect((await config(rig, add('im:message'))).body.code).toBe(210041);
    expect((await config(await startRig(withoutScope(PATCH)), {})).body.code).toBe(99991672);
  });

  it.each<Console['encrypt_strategy']>(['at once', 'with the version'])(
    'checks the address and takes the keys %s',
    async (encrypt_strategy) => {
      const rig = await rigWith({ encrypt_strategy });
      const [before, now] = ['sandbox-encrypt-key', 'a new key'];
      const asked: unknown[] = [];
      const server = createServer(async (request, response) => {
        const { encrypt } = (await json(request)) as { encrypt: string };
        const check = decrypt(encrypt, encrypt_strategy === 'at once' ? now : before) as {
          challenge: string;
        };
        asked.push(check);
        response.end(JSON.stringify({ challenge: check.challenge }));
      }).listen(0);
      onTestFinished(() => void server.close());
      const answer = await config(rig, {
        event: {
          subscription_type: 'webhook',
          request_url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
        },
        event_and_callback_encrypt_strategy: {
          encryption_key: 'a new key',
          verification_token: 'a new token',
        },
      });
      expect(answer.body.code).toBe(0);
      expect(asked).toMatchObject([
        { token: encrypt_strategy === 'at once' ? 'a new token' : expect.any(String) },
      ]);
      expect(rig.sandbox.app.encrypt_key).toBe(encrypt_strategy === 'at once' ? now : before);
      await publish(rig);
      expect(rig.sandbox.app).toMatchObject({ encrypt_key: now, verification_token: 'a new token' });
    },
  );

  it('sets who may use the app and whom it sees, by people and by departments', async () => {
    const rig = await rigWith();
    const { world } = rig.sandbox;
    const [first] = world.people;
    const list = { user_ids: [first!.open_id], department_ids: ['od-0c11d5e2a7b84f6f9f0e6a5b4c3d2e1f'] };
    await config(rig, {
      visibility: { is_visible_to_all: false, visible_list: list },
      contacts: { contacts_range_type: 'equal_to_availability' },
    });
    await publish(rig);
    const inside = world.people.filter(({ available }) => available);
    expect(inside.length).toBeLessThan(world.people.length);
    expect(inside).toContain(first);
    // A department has those of the departments below it.
    expect(inside.some(({ department_id }) => department_id === 'od-48aed2054dbe2ac68353cf497734b867')).toBe(
      true,
    );
    expect(inside.every(({ seen }) => seen)).toBe(true);
  });
});

describe('a version', () => {
  it.each<[string, Partial<Console>, object, number]>([
    ['of an app that was not made in the console', { made_in: 'bot_builder' }, notes, 210001],
    ['while one is being reviewed', { in_review: true }, notes, 210302],
    ['without notes', {}, { ...notes, changelog: undefined }, 210304],
    ['without default abilities', {}, { ...notes, pc_default_ability: undefined }, 210304],
    ['without a number where one is wanted', { version_number: 'required' }, notes, 210304],
    ['with the number of the last one', {}, { ...notes, version: '1.0.0' }, 210303],
    ['with a number that is none', {}, { ...notes, version: '2' }, 210303],
  ])('is refused %s', async (_what, console, body, code) => {
    expect((await publish(await rigWith(console), body)).body.code).toBe(code);
  });

  it('waits for an administrator, who rejects or approves it', async () => {
    const rig = await rigWith({ review: 'every version' });
    await config(rig, add('approval:task'));
    await publish(rig);
    expect((await config(rig, {})).body.code).toBe(210040);
    expect((await ability(rig, {})).body.code).toBe(210020);
    expect((await info(rig)).unaudit_version_id).toMatch(/^oav_/);
    rig.sandbox.admin.decide('reject');
    expect(await info(rig)).toMatchObject({ unaudit_version_id: '' });
    expect(rig.sandbox.app).not.toHaveProperty('scopes', expect.arrayContaining(['approval:task']));
    await publish(rig);
    rig.sandbox.admin.decide('approve');
    expect(rig.sandbox.world.app.scopes).toContain('approval:task');
  });

  it('is read back with its events, its notes and whom it is for, page by page', async () => {
    const rig = await rigWith();
    await publish(rig, { ...notes, version: '1.4.0' });
    const path = `/application/v6/applications/${own(rig)}/app_versions`;
    const page = (await rig.call('GET', path, { query: { lang: 'en_us', page_size: '1' } })).body.data;
    expect(page).toMatchObject({
      has_more: true,
      items: [
        {
          version: '1.4.0',
          status: 1,
          remark: { update_remark: 'c', visibility: { is_all: expect.any(Boolean) } },
        },
      ],
    });
    expect(page.items[0].events).toContain(EVENT);
    const query = { lang: 'en_us', page_size: '1', page_token: page.page_token };
    const last = (await rig.call('GET', path, { query })).body.data;
    expect(last.items).toMatchObject([{ version: '1.0.0' }]);
    const one = await rig.call('GET', `${path}/${last.items[0].version_id}`, { query: { lang: 'en_us' } });
    expect(one.body.data.app_version).toEqual(last.items[0]);
    expect((await rig.call('GET', path)).body.code).toBe(99992402);
    expect((await rig.call('GET', path, { query: { ...query, page_token: 'x' } })).body.code).toBe(210500);
    expect((await rig.call('GET', `${path}/oav_x`, { query: { lang: 'en_us' } })).body.code).toBe(211002);
  });
});

describe('the ability', () => {
  const menu = (event_key: string) => ({
    ...{ menu_id: event_key, default_name: 'n', event_key, menu_content_type: 2 },
    i18n_name: { zh_cn: 'n', en_us: 'n', ja_jp: 'n' },
  });

  it('takes the bot and its menu, or the bot alone', async () => {
    const rig = await rigWith();
    await ability(rig, { bot: { enable: true, bot_menu_enable: true, bot_menus: [menu('a'), menu('b')] } });
    await publish(rig);
    expect(rig.sandbox.world.app.menu.map(({ key }) => key)).toEqual(['a', 'b']);
    const plain = await rigWith({ menu_by_api: false });
    expect((await ability(plain, { bot: { enable: true, bot_menus: [menu('a')] } })).body.code).toBe(210011);
    expect((await ability(plain, { bot: { enable: true } })).body.code).toBe(0);
  });
});

it('a menu opens to entries that are of an entry that does so', async () => {
  const rig = await rigWith({ menu_most: 1 });
  const name = { default_name: 'n', i18n_name: { zh_cn: 'n', en_us: 'n', ja_jp: 'n' } };
  const more = { ...name, menu_id: 'more', menu_content_type: 3 };
  const of = (parent_menu_id: string) => ({
    ...{ ...name, menu_id: 'a', parent_menu_id },
    ...{ event_key: 'a', menu_content_type: 2 },
  });
  const put = async (...bot_menus: object[]) =>
    (await ability(rig, { bot: { enable: true, bot_menus } })).body.code;
  expect(await put(more, { ...more, menu_id: 'other' })).toBe(210011);
  expect(await put(more, of('other'))).toBe(210011);
  expect(await put(more, of('more'))).toBe(0);
  await publish(rig);
  expect(rig.sandbox.world.app.menu.map(({ key }) => key)).toEqual(['a']);
});

describe('slash commands', () => {
  const PATH = '/application/v7/app_slash_commands';
  const description = { default_value: '说明', i18n: { en_us: 'what' } };

  it('are listed, made, changed field by field, and taken away', async () => {
    const rig = await rigWith();
    const made = await rig.call('POST', PATH, { body: { command: 'greet', description } });
    const { command_id } = made.body.data;
    expect(made.body.data).toEqual({
      ...{ command_id, command: 'greet', description },
      icon: { icon_key: 'skill_outlined' },
    });
    const body = { description: { i18n: { ja_jp: '説明' } } };
    await rig.call('PATCH', `${PATH}/${command_id}`, { body });
    expect((await rig.call('GET', PATH)).body.data.items).toEqual([
      expect.objectContaining({ description: { default_value: '说明', i18n: { ja_jp: '説明' } } }),
    ]);
    await rig.call('DELETE', `${PATH}/${command_id}`);
    expect((await rig.call('GET', PATH)).body.data.items).toEqual([]);
  });

  it.each([
    ['a slash', { command: '/greet', description }],
    ['a space', { command: 'two words', description }],
    ['no description', { command: 'greet' }],
    ['a blank one', { command: 'greet', description: { default_value: ' ' } }],
    ['an icon within the description', { command: 'greet', description: { ...description, icon: {} } }],
    ['a name that is taken', { command: 'taken', description }],
  ])('are refused with %s', async (_what, body) => {
    const rig = await rigWith();
    await rig.call('POST', PATH, { body: { command: 'taken', description } });
    expect((await rig.call('POST', PATH, { body })).body.code).toBe(40000000);
  });

  it('are a hundred at most, and take a scope each way', async () => {
    const rig = await startRig(withoutScope('application:app_slash_command:write'));
    expect((await rig.call('POST', PATH, { body: { command: 'x', description } })).body.code).toBe(99991672);
    const { commands, scopes } = rig.sandbox.world.app;
    for (let n = 0; n < 100; n++)
      commands.push({ command_id: `${n}`, command: `c${n}`, icon_key: 'x', description });
    scopes.push('application:app_slash_command:write');
    expect((await rig.call('POST', PATH, { body: { command: 'x', description } })).body.code).toBe(40000000);
  });
});

describe('what is not set up', () => {
  it('is no event where it is not subscribed, and no callback', async () => {
    const rig = await rigWith({ events: [], callbacks: [] });
    const bot = await startBot(rig.sandbox);
    await rig.sandbox.connect(bot.url);
    const { delivered } = await rig.sandbox.say({ from: 'zhangsan', chat: 'direct', text: 'hi' });
    expect(await delivered).toMatchObject({ state: 'not sent' });
    expect((await rig.sandbox.deliver({ header: { event_type: 'made.up' } })).state).toBe('delivered');
  });

  it.each<Partial<Console>>([{ published: false }, { enabled: false }])(
    'is silent while %j',
    async (console) => {
      const rig = await rigWith(console);
      const bot = await startBot(rig.sandbox);
      await rig.sandbox.connect(bot.url);
      const delivery = await rig.sandbox.deliver({ header: { event_type: EVENT } }, { anyway: false });
      expect(delivery.state).toBe('not sent');
    },
  );

  it('says of an app that was never published that it is not installed', async () => {
    expect((await scopes(await rigWith({ published: false }))).code).toBe(212100);
  });

  it('is sent the other way where the console has the other mode', async () => {
    const rig = await rigWith({ event_mode: 'websocket' });
    const bot = await startBot(rig.sandbox);
    await rig.sandbox.connect(bot.url);
    void rig.sandbox.deliver({ header: { event_type: EVENT } });
    await rig.clock.advance(8 * HOUR);
    expect(bot.received).toEqual([]);
    expect(rig.sandbox.deliveries[0]).toMatchObject({ state: 'given up' });
  });

  it('is not written to without the bot', async () => {
    const rig = await rigWith({}, { has_bot: false });
    const body = {
      receive_id: rig.sandbox.person('zhangsan').open_id,
      msg_type: 'text',
      content: '{"text":"hi"}',
    };
    const sent = await rig.call('POST', '/im/v1/messages', { query: { receive_id_type: 'open_id' }, body });
    expect(sent.body.code).toBe(230006);
  });
});

describe('an application for scopes', () => {
  const apply = async (rig: Rig) => (await rig.call('POST', '/application/v6/scopes/apply')).body.code;

  it('is granted by an administrator, and made once', async () => {
    const rig = await rigWith({ asked_scopes: ['approval:task'] });
    expect(await apply(rig)).toBe(0);
    expect(await apply(rig)).toBe(212004);
    rig.sandbox.admin.grant('approval:task');
    expect(await apply(rig)).toBe(212002);
    expect(rig.sandbox.world.app.scopes).toContain('approval:task');
  });

  it('is refused where only what is highly sensitive is missing', async () => {
    expect(await apply(await rigWith({ asked_scopes: ['im:message.group_msg'] }))).toBe(212001);
  });
});

describe('the device flow', () => {
  const post = async ({ sandbox }: Rig, form: Record<string, string>) => {
    const answer = await fetch(`${sandbox.url}/oauth/v1/app/registration`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    // biome-ignore lint/suspicious/noExplicitAny: answers are looked into field by field
    return { status: answer.status, body: (await answer.json()) as any };
  };
  const begin = async (rig: Rig) =>
    (
      await post(rig, {
        ...{ action: 'begin', archetype: 'PersonalAgent' },
        ...{ auth_method: 'client_secret', request_user_info: 'open_id' },
      })
    ).body;
  const poll = (rig: Rig, device_code: string) => post(rig, { action: 'poll', device_code });
  const link = (page: string, addons: object, more: Record<string, string> = {}) => {
    const packed = gzipSync(JSON.stringify(addons)).toString('base64url');
    return `${page}&${new URLSearchParams({ addons: packed, ...more })}`;
  };
  const wanted = {
    preset: false,
    scopes: { tenant: ['approval:instance', PATCH], user: [] },
    events: { items: { tenant: [EVENT], user: [] } },
    callbacks: { items: ['card.action.trigger'] },
  };

  it('makes an app with what was asked for, and hands out its secret', async () => {
    const rig = await rigWith({ exists: false });
    const { device_code, verification_uri_complete, interval } = await begin(rig);
    expect(interval).toBe(5);
    expect(await poll(rig, device_code)).toMatchObject({
      status: 400,
      body: { error: 'authorization_pending' },
    });
    expect(await poll(rig, device_code)).toMatchObject({ status: 400, body: { error: 'slow_down' } });
    rig.sandbox.scan(link(verification_uri_complete, wanted), { by: 'zhangsan' });
    const { app } = rig.sandbox.world;
    expect(await poll(rig, device_code)).toEqual({
      status: 200,
      body: {
        client_id: app.app_id,
        client_secret: app.app_secret,
        user_info: { open_id: rig.sandbox.person('zhangsan').open_id, tenant_brand: 'feishu' },
      },
    });
    expect(app).toMatchObject({ has_bot: true, scopes: wanted.scopes.tenant, encrypt_key: '' });
    expect(app.console).toMatchObject({ events: [EVENT], callbacks: ['card.action.trigger'] });
    expect(
      rig.sandbox.world.people.filter(({ available, tenant_key }) => available && !tenant_key),
    ).toHaveLength(1);
  });

  it.each<[Partial<Console['scan']>, string[]]>([
    [{ addons: 'ignored' }, expect.not.arrayContaining([PATCH])],
    [{ unknown: [PATCH] }, ['approval:instance']],
    [{ published: 'after a review' }, []],
    [{ published: 'no' }, []],
  ])('grants no more than %j lets it', async (switches, granted) => {
    const rig = await rigWith({ exists: false });
    Object.assign(rig.sandbox.world.app.console.scan, switches);
    const { verification_uri_complete } = await begin(rig);
    rig.sandbox.scan(link(verification_uri_complete, wanted), { by: 'zhangsan' });
    expect(rig.sandbox.world.app.scopes).toEqual(granted);
  });

  it('adds to the app that it is for', async () => {
    const rig = await rigWith();
    const before = rig.sandbox.world.app.scopes;
    const { verification_uri_complete } = await begin(rig);
    const more = { ...wanted, scopes: { tenant: ['approval:task'] } };
    rig.sandbox.scan(link(verification_uri_complete, more, { clientID: own(rig) }), { by: 'zhangsan' });
    expect(rig.sandbox.world.app.scopes).toEqual([...before, 'approval:task']);
    expect(() =>
      rig.sandbox.scan(link(verification_uri_complete, more, { clientID: own(rig) }), { by: 'zhangsan' }),
    ).toThrow('used before');
  });

  it('ends when it is refused, or when nobody comes', async () => {
    const rig = await rigWith();
    const [refused, late] = [await begin(rig), await begin(rig)];
    rig.sandbox.scan(refused.verification_uri_complete, { by: 'zhangsan', decision: 'deny' });
    expect((await poll(rig, refused.device_code)).body.error).toBe('access_denied');
    await rig.clock.advance(600_000);
    expect((await poll(rig, late.device_code)).body.error).toBe('expired_token');
    expect((await poll(rig, 'x')).body.error).toBe('invalid_grant');
    expect(() => rig.sandbox.scan(late.verification_uri_complete, { by: 'zhangsan' })).toThrow('expired');
  });

  it('has a page on which a person decides', async () => {
    const rig = await rigWith({ exists: false });
    const { device_code, verification_uri_complete } = await begin(rig);
    const url = link(verification_uri_complete, wanted, { name: '<b>' });
    const shown = await (await fetch(url)).text();
    expect(shown).toContain('&lt;b&gt;');
    expect(shown).toContain(PATCH);
    const inForm = /name="link" value="([^"]+)"/.exec(shown)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const form = new URLSearchParams({ link: inForm, by: 'zhangsan', decision: 'confirm' });
    expect(await (await fetch(url, { method: 'POST', body: form })).text()).toContain('Done');
    expect((await poll(rig, device_code)).body.client_id).toBe(own(rig));
    expect(await (await fetch(url, { method: 'POST', body: form })).text()).toContain('used before');
  });
});
