import { describe, expect, it } from 'vitest';
import { freePort } from '../../sandbox/demo/free-port.ts';
import { readManifest } from '../../src/feishu/manifest.ts';
import { withoutScope } from '../sandbox/support.ts';
import { openSetup, type Setup, type Switches } from './setup.ts';

const manifest = readManifest();
const PATCH = 'application:application:patch';
const needed = manifest.scopes.filter(({ optional }) => !optional).map(({ name }) => name);

/** What Feishu has of the app, as far as the bot depends on it. */
function inForce({ world }: Setup) {
  const { scopes, has_bot, menu, console } = world.app;
  const { events, callbacks, event_mode, callback_mode } = console;
  return {
    scopes: [...scopes].sort(),
    bot: has_bot,
    menu: menu.map(({ key }) => key),
    events: [...events].sort(),
    callbacks: [...callbacks],
    modes: [event_mode, callback_mode],
  };
}

const ALL = {
  scopes: needed.toSorted(),
  bot: true,
  menu: ['create', 'unread', 'digest', 'help'],
  events: manifest.events.map(({ name }) => name).sort(),
  callbacks: ['card.action.trigger'],
  modes: ['websocket', 'websocket'],
};

describe('init', () => {
  it('makes the app, asks for nothing beside the manifest, and writes what the bot needs', async () => {
    const setup = await openSetup({ before: '# of the team\nDIGEST_TIME=08:00\n' });
    const { ready, said } = await setup.run();
    expect(ready).toBe(true);
    expect(inForce(setup)).toEqual(ALL);
    const { app_id, app_secret } = setup.world.app;
    expect(setup.text()).toBe(
      '# of the team\nDIGEST_TIME=08:00\n' +
        `FEISHU_APP_ID=${app_id}\nFEISHU_APP_SECRET=${app_secret}\nFEISHU_BASE_URL=${setup.sandbox.url}\nFEISHU_EVENT_MODE=websocket\n`,
    );
    expect(said).toContain(app_id);
    expect(said).not.toContain(app_secret);
    // Who may use it was not asked for: that stays as Feishu has made it.
    expect(setup.world.people.filter(({ available, tenant_key }) => available && !tenant_key)).toHaveLength(
      1,
    );
  });

  it('changes nothing and asks nobody when it is run again', async () => {
    const setup = await openSetup();
    await setup.run();
    const [before, text] = [setup.changes().length, setup.text()];
    const again = await setup.run();
    expect(again).toMatchObject({ ready: true, said: expect.stringContaining('so already') });
    expect([setup.changes().length, setup.text(), setup.codes.length]).toEqual([before, text, 1]);
  });

  it('sets up the app that it is told of, and mends what somebody took away', async () => {
    const setup = await openSetup({
      console: { exists: true, events: [] },
      change: withoutScope('im:user_agent:read'),
    });
    setup.world.app.scopes = ['approval:approval:readonly'];
    const { app_id } = setup.world.app;
    expect((await setup.run({ appId: app_id })).ready).toBe(true);
    expect(setup.world.app.app_id).toBe(app_id);
    expect(inForce(setup)).toMatchObject({ scopes: ALL.scopes, events: ALL.events });
    setup.world.app.console.callbacks = [];
    expect((await setup.run()).ready).toBe(true);
    expect(setup.world.app.console.callbacks).toEqual(ALL.callbacks);
    expect(setup.codes).toHaveLength(1);
  });

  it('says who may use the bot, and whom it sees, when it is asked to', async () => {
    const setup = await openSetup();
    const lisi = setup.sandbox.person('lisi');
    await setup.run({
      availability: [lisi.open_id, 'od-48aed2054dbe2ac68353cf497734b867'],
      contacts: 'everyone',
    });
    expect(lisi.available).toBe(true);
    expect(setup.world.people.filter(({ tenant_key }) => !tenant_key).every(({ seen }) => seen)).toBe(true);
    expect(setup.world.people.some(({ available, tenant_key }) => !available && !tenant_key)).toBe(true);
    await setup.run({ availability: 'everyone' });
    expect(
      setup.world.people.filter(({ tenant_key }) => !tenant_key).every(({ available }) => available),
    ).toBe(true);
  });
});

describe('what comes in between is said with its page, and taken up again', () => {
  it('a version that waits for a review', async () => {
    const setup = await openSetup({ console: { review: 'every version' } });
    const first = await setup.run();
    expect(first).toMatchObject({
      ready: false,
      said: expect.stringMatching(/waits for an administrator.*https:.*init. again/s),
    });
    const before = setup.changes().length;
    expect((await setup.run()).ready).toBe(false);
    expect(setup.changes().length).toBe(before);
    setup.sandbox.admin.decide('approve');
    expect((await setup.run()).ready).toBe(true);
    expect(inForce(setup)).toEqual(ALL);
    expect(setup.codes).toHaveLength(1);
  });

  it('a version that was rejected: the next one has another number', async () => {
    const setup = await openSetup({ console: { review: 'every version', version_number: 'required' } });
    await setup.run();
    setup.sandbox.admin.decide('reject');
    await setup.run();
    setup.sandbox.admin.decide('approve');
    expect((await setup.run()).ready).toBe(true);
    const versions = setup.sandbox.platform.application.versions.map(({ version }) => version);
    expect(new Set(versions).size).toBe(versions.length);
  });

  it('a scan that itself waits for a review', async () => {
    const setup = await openSetup({ scan: { published: 'after a review' } });
    expect(await setup.run()).toMatchObject({ ready: false });
    expect(setup.text()).toContain(setup.world.app.app_secret);
    setup.sandbox.admin.decide('approve');
    expect((await setup.run()).ready).toBe(true);
    expect(inForce(setup)).toEqual(ALL);
  });

  it.each<[string, Switches['scan']]>([
    ['a scan that grants nothing of it', { addons: 'ignored' }],
    ['a scan that drops the right to change the app', { unknown: [PATCH] }],
  ])('%s', async (_what, scan) => {
    const setup = await openSetup({ scan: scan ?? {} });
    const { ready, said } = await setup.run();
    expect(ready).toBe(false);
    expect(said).toContain('manifest --import-json --setup');
    expect(said).toContain(`https://open.feishu.cn/app/${setup.world.app.app_id}/auth`);
    // By hand, then.
    setup.sandbox.admin.grant(...needed);
    expect((await setup.run()).ready).toBe(true);
    // The platform's own template stays where it was not wanted, too.
    expect(inForce(setup)).toEqual({ ...ALL, scopes: expect.arrayContaining(needed) });
    expect(setup.codes).toHaveLength(1);
  });

  it('a right that was given back: another scan, and no question about the credentials that are there', async () => {
    const setup = await openSetup();
    await setup.run();
    const text = setup.text();
    expect((await setup.revoke()).said).toContain('another scan');
    expect(setup.world.app.scopes).not.toContain(PATCH);
    expect((await setup.run()).said).toContain('so already');
    setup.world.app.console.callbacks = [];
    expect((await setup.run()).ready).toBe(true);
    expect(setup.codes).toHaveLength(2);
    expect([inForce(setup), setup.text()]).toEqual([ALL, text]);
  });

  it.each(['base', 'bot_builder'] as const)(
    'an app of %s, which nobody can change from outside',
    async (made_in) => {
      const setup = await openSetup({ console: { exists: true, made_in } });
      const { ready, said } = await setup.run({ appId: setup.world.app.app_id });
      expect(ready).toBe(false);
      expect(said).toMatch(/not made in the developer console.*--manual/s);
    },
  );

  it('an app that an administrator has switched off', async () => {
    const setup = await openSetup({ console: { exists: true, enabled: false } });
    expect((await setup.run({ appId: setup.world.app.app_id })).said).toContain('switched this app off');
  });

  it('a scope that this platform does not know: the others are set, and it is named', async () => {
    const setup = await openSetup();
    const bad = (body: unknown) => JSON.stringify(body).includes('contact:group:readonly');
    setup.world.app.console.scan.unknown = ['contact:group:readonly'];
    const app = '/open-apis/application/v7/applications/:app_id/config';
    const fault = setup.sandbox.faults.add({ on: 'call', path: app, times: 1, code: 210031 });
    const { said } = await setup.run();
    fault.remove();
    expect(setup.sandbox.calls.filter(({ body }) => bad(body)).length).toBeGreaterThan(1);
    expect(said).not.toContain('✗');
    expect(inForce(setup)).toEqual(ALL);
  });

  it('fewer entries of the menu side by side than the bot has', async () => {
    const setup = await openSetup({ console: { menu_most: 2 } });
    expect(await setup.run()).toMatchObject({ ready: true, said: expect.not.stringContaining('(event') });
    expect(inForce(setup)).toEqual(ALL);
  });

  it('scopes without which nobody is failed, where nobody grants them', async () => {
    const dispensable = manifest.scopes.filter((one) => one.dispensable).map(({ name }) => name);
    expect(dispensable).toHaveLength(2);
    const setup = await openSetup();
    const { world, sandbox } = setup;
    sandbox.watch(({ kind }) => {
      if (kind === 'application')
        world.app.scopes = world.app.scopes.filter((name) => !dispensable.includes(name));
    });
    const { ready, said } = await setup.run();
    expect(ready).toBe(true);
    for (const name of dispensable) expect(said).toContain(`${name} is not granted yet`);
    expect((await setup.run()).said).toContain('so already');
  });

  it('a menu that the API does not take', async () => {
    const setup = await openSetup({ console: { menu_by_api: false } });
    const { ready, said } = await setup.run();
    expect(ready).toBe(true);
    expect(said).toContain('发起审批 (event create)');
    expect(inForce(setup)).toEqual({ ...ALL, menu: [] });
  });

  it('a platform that can not be reached for a while', async () => {
    const setup = await openSetup();
    const fault = setup.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/*',
      answer: { status: 502, body: 'x' },
    });
    const { ready, said } = await setup.run();
    expect([ready, said]).toEqual([undefined, expect.stringContaining('can not be reached')]);
    fault.remove();
    expect((await setup.run()).ready).toBe(true);
    expect(setup.codes).toHaveLength(1);
  });
});

describe('the scan', () => {
  const refusing = (setup: Setup) => ({
    showCode: (url: string) => setup.sandbox.scan(url, { by: 'zhangsan', decision: 'deny' as const }),
  });

  it('leaves nothing behind when it is refused, or stopped', async () => {
    const setup = await openSetup();
    expect((await setup.run({}, refusing(setup))).said).toContain('did not agree');
    expect((await setup.run({}, { showCode: () => setup.stopped.abort() })).said).toMatch(/^Stopped/);
    expect(setup.file.read()).toEqual({});
  });

  it('goes on when answers are lost while somebody confirms', async () => {
    const setup = await openSetup();
    const path = '/oauth/v1/app/registration';
    let fault: { remove(): void } | undefined;
    const showCode = (url: string) => {
      fault = setup.sandbox.faults.add({ on: 'call', path, times: 2, drop: 'before' });
      setup.sandbox.faults.add({ on: 'call', path, times: 1, answer: { status: 502, body: '<html>' } });
      setup.sandbox.scan(url, { by: 'zhangsan' });
    };
    const { ready, said } = await setup.run({}, { showCode });
    fault?.remove();
    expect(ready).toBe(true);
    expect(said.match(/still waiting/g)).toHaveLength(1);
  });

  it.each([
    ['no answer', { drop: 'before' as const }],
    ['a page instead', { answer: { status: 200, body: '<html>' } }],
    ['a refusal', { answer: { status: 400, body: { error: 'invalid_request' } } }],
  ])('says so when the device flow gives %s', async (_what, fault) => {
    const setup = await openSetup();
    setup.sandbox.faults.add({ on: 'call', path: '/oauth/v1/app/registration', ...fault });
    expect((await setup.run()).said).toMatch(/did not answer as expected.*--manual/s);
  });

  it('is for Lark where the organisation is one of Lark', async () => {
    const setup = await openSetup({ change: ({ app }) => Object.assign(app, { platform: 'lark' }) });
    const larkUrl = setup.sandbox.url.replace('127.0.0.1', 'localhost');
    // The sandbox is Feishu: it does not let an app of Lark in.
    await setup.run({}, { larkUrl, clock: { ...setup.surroundings.clock, sleep: async () => undefined } });
    expect(setup.file.read()).toMatchObject({
      FEISHU_APP_ID: setup.world.app.app_id,
      FEISHU_BASE_URL: larkUrl,
    });
  });
});

describe('settings that are there', () => {
  const OTHER = 'FEISHU_APP_ID=cli_00000000000000ff\nFEISHU_APP_SECRET=old\n';

  it('are not replaced unasked, and nobody scans for nothing', async () => {
    const setup = await openSetup({ before: OTHER });
    const { ready, said } = await setup.run();
    expect(ready).toBeUndefined();
    expect(said).toContain('--overwrite');
    expect(setup.codes).toEqual([]);
    expect((await setup.run({}, { ask: async () => false })).ready).toBeUndefined();
    expect((await setup.run({ fresh: true })).said).toContain('--env FILE');
    expect(setup.text()).toBe(OTHER);
  });

  it('are replaced when somebody agrees, or it was asked for', async () => {
    const setup = await openSetup({ before: OTHER });
    expect((await setup.run({ fresh: true, overwrite: true })).ready).toBe(true);
    expect(setup.text()).toContain(
      `FEISHU_APP_ID=${setup.world.app.app_id}\nFEISHU_APP_SECRET=${setup.world.app.app_secret}\n`,
    );
    const stale = await openSetup({ console: { exists: true } });
    stale.file.write({ FEISHU_APP_ID: stale.world.app.app_id, FEISHU_APP_SECRET: 'old' });
    expect((await stale.run({}, { ask: async () => true })).ready).toBe(true);
    expect(stale.file.read().FEISHU_APP_SECRET).toBe(stale.world.app.app_secret);
  });

  it('are known to be writable before anybody scans', async () => {
    const setup = await openSetup({ before: 'X="open\n' });
    const { said } = await setup.run(
      {},
      {
        file: {
          ...setup.file,
          check: () => {
            throw new Error('EROFS');
          },
        },
      },
    );
    expect(said).toContain('can not be written: EROFS');
    expect(setup.codes).toEqual([]);
  });
});

describe('the file of settings', () => {
  it('of two at once, the second is told of the first, and has nobody scan', async () => {
    const setup = await openSetup();
    let second: Awaited<ReturnType<Setup['run']>> | undefined;
    const running = new Promise<void>((done) => {
      void setup
        .run(
          {},
          {
            showCode(url) {
              void setup.run({}, { say: () => undefined }).then((outcome) => {
                second = outcome;
                setup.sandbox.scan(url, { by: 'zhangsan' });
              });
            },
          },
        )
        .then(() => done());
    });
    await running;
    expect(second).toMatchObject({ ready: undefined, said: expect.stringContaining('Another init') });
    expect(setup.file.read().FEISHU_APP_ID).toBe(setup.world.app.app_id);
    expect((await setup.run()).ready).toBe(true);
  });

  it('that is full when the scan is done: says where the credentials are, and not what they are', async () => {
    const setup = await openSetup();
    const full = () => {
      throw new Error('ENOSPC: no space left on device, write');
    };
    const { said } = await setup.run({}, { file: { ...setup.file, write: full } });
    const { app_id, app_secret } = setup.world.app;
    expect(said).toContain(`init --app-id ${app_id}`);
    expect(said).toContain('ENOSPC');
    expect(said).not.toContain(app_secret);
    expect((await setup.run({ appId: app_id })).ready).toBe(true);
    expect(setup.file.read().FEISHU_APP_SECRET).toBe(app_secret);
  });
});

describe('by webhook', () => {
  const webhook = async (switches: Switches = {}) => {
    const port = await freePort();
    const env = { PORT: String(port), HOST: '127.0.0.1', ...switches.env };
    const setup = await openSetup({ ...switches, env });
    return { setup, wish: { mode: 'webhook' as const, url: `http://127.0.0.1:${port}/webhook/event` } };
  };

  it.each(['at once', 'with the version'] as const)(
    'answers the check of the address itself, with keys that the bot then has; they act %s',
    async (encrypt_strategy) => {
      const { setup, wish } = await webhook({ console: { encrypt_strategy } });
      expect((await setup.run(wish)).ready).toBe(true);
      const { encrypt_key, verification_token } = setup.world.app;
      expect(setup.file.read()).toMatchObject({
        FEISHU_EVENT_MODE: 'webhook',
        FEISHU_ENCRYPT_KEY: encrypt_key,
        FEISHU_VERIFICATION_TOKEN: verification_token,
      });
      expect(encrypt_key).toHaveLength(32);
      expect(setup.sandbox.platform.deliveries.url).toBe(wish.url);
      expect((await setup.run(wish)).said).toContain('so already');
    },
  );

  it('keeps the keys that are there, also those that are being rotated', async () => {
    const before = 'FEISHU_ENCRYPT_KEY=new-key,old-key\nFEISHU_VERIFICATION_TOKEN=a-token\n';
    const { setup, wish } = await webhook({ before });
    expect((await setup.run(wish)).ready).toBe(true);
    expect(setup.text()).toContain(before);
    expect(setup.world.app).toMatchObject({ encrypt_key: 'new-key', verification_token: 'a-token' });
  });

  it('says that Feishu does not reach the address, and goes on when it does', async () => {
    const { setup, wish } = await webhook();
    const { ready, said } = await setup.run({ ...wish, url: 'http://127.0.0.1:1/webhook/event' });
    expect([ready, said]).toEqual([
      false,
      expect.stringMatching(/does not take the request address.*\/event/s),
    ]);
    const { FEISHU_ENCRYPT_KEY } = setup.file.read();
    expect((await setup.run(wish)).ready).toBe(true);
    expect(setup.world.app.encrypt_key).toBe(FEISHU_ENCRYPT_KEY);
  });

  it('needs an address', async () => {
    const { setup } = await webhook();
    expect((await setup.run({ mode: 'webhook' })).said).toContain('--request-url');
    expect(setup.codes).toEqual([]);
  });
});
