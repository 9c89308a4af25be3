import { chmodSync, mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openStore } from '../../../src/store/open.ts';
import { tlsFront } from '../../support/tls-front.ts';
import { type Clinic, type Examined, openClinic, PURCHASE, type Trouble } from './clinic.ts';

const ADMIN = 'ou_be244a71f1fe75240e0a06d455fe822d';
const ZHAOLIU = 'ou_aa2dabc94011ea7240a2a5cc657741df';
const CONTRACT = '7C468A54-8745-2245-9675-08B7C63E7A84';
const BUSINESS_TRIP = '7C468A54-8745-2245-9675-08B7C63E7A96';
const OVERTIME = '7C468A54-8745-2245-9675-08B7C63E7A93';
const TRAVEL = '7C468A54-8745-2245-9675-08B7C63E7A85';
const NOBODYS = PURCHASE.replace('7A81', '7AFF');

let clinic: Clinic;
let system: Server;
let systemUrl: string;
let systemStatus = 401;
beforeAll(async () => {
  clinic = await openClinic();
  system = createServer((_request, response) => response.writeHead(systemStatus).end());
  await new Promise<void>((resolve) => system.listen(0, '127.0.0.1', resolve));
  systemUrl = `http://127.0.0.1:${(system.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  system.close();
  await clinic.office.close();
});
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
  vi.unstubAllEnvs();
});

/** Sets something of the world for one case. */
function set<T extends object, K extends keyof T>(of: T, name: K, value: T[K]) {
  const before = of[name];
  of[name] = value;
  undo.push(() => {
    of[name] = before;
  });
}

const fault = (...args: Parameters<Clinic['office']['sandbox']['faults']['add']>) => {
  const { remove } = clinic.office.sandbox.faults.add(...args);
  undo.push(remove);
};

const app = () => clinic.office.sandbox.world.app;

/** The version in force. */
function version() {
  const [first] = clinic.office.sandbox.platform.application.versions;
  if (!first) throw new Error('no version');
  return first;
}

const without = (names: 'all' | string[], name: string) =>
  names === 'all' ? names : names.filter((one) => one !== name);

const availableTo = (...users: string[]) =>
  set(version().config, 'availability', { everybody: false, users, departments: [] });

const scopeless = (name: string) => {
  const { app } = clinic.office.sandbox.world;
  set(
    app,
    'scopes',
    app.scopes.filter((one) => one !== name),
  );
};

/** Rows that the bot counted once, taken away again. */
async function counted(kind: string, about: string, times: number) {
  const db = clinic.office.db();
  const period = '2026-05-20';
  await db.run(
    'insert into tally (kind, about, period, times, last_at) values ($1, $2, $3, $4, now_ms() + 1)',
    kind,
    about,
    period,
    times,
  );
  undo.push(() => db.run('delete from tally where kind = $1 and about = $2', kind, about));
}

async function subscribed(code: string) {
  const { db, sandbox } = clinic.office;
  const name = `subscribed:${sandbox.app.app_id}:${code}`;
  await db().run('insert into noted_time (name, ms) values ($1, 1)', name);
  undo.push(() => db().run('delete from noted_time where name = $1', name));
}

async function olderApp() {
  const db = clinic.office.db();
  await db.run(`insert into noted_time (name, ms) values ('app:cli_0000000000000001', 1)`);
  undo.push(() => db.run(`delete from noted_time where name = 'app:cli_0000000000000001'`));
}

/** A folder with a database that a newer version has written. */
async function newerDatabase(): Promise<Trouble> {
  const DATA_DIR = mkdtempSync(path.join(tmpdir(), 'newer-'));
  const db = await openStore({ dataDir: DATA_DIR, clock: Date });
  await db.run('insert into schema_version (version) values (999)');
  await db.close();
  return { env: { DATA_DIR } };
}

const webhooks = (url: string): Trouble => ({
  env: {
    EXTERNAL_API_TOKENS: 'oa=0123456789abcdef',
    EXTERNAL_WEBHOOKS: `oa=${url}`,
    EXTERNAL_WEBHOOK_SECRETS: `oa=whsec_${Buffer.alloc(32, 7).toString('base64')}`,
  },
});

interface Case {
  what: string;
  /** Bends something; the rest of the trouble. */
  spoil?(): unknown;
  trouble?: Trouble;
  about: string;
  says: RegExp;
  link: RegExp;
  code: 0 | 1;
}

const CONSOLE = (page: string) => new RegExp(`/app/cli_a1b2c3d4e5f60718/${page}`);
const ENV = /^\.env$/;

const cases: Case[] = [
  // This machine.
  {
    what: 'a Node that is too old',
    trouble: { machine: { nodeVersion: 'v18.20.4' } },
    about: 'Node.js',
    says: /v18\.20\.4/,
    link: /nodejs\.org/,
    code: 1,
  },
  {
    what: 'a Node without time zone data',
    trouble: { machine: { offsets: () => [0, 0] } },
    about: 'time zone data',
    says: /Asia\/Shanghai/,
    link: /nodejs\.org/,
    code: 1,
  },
  {
    what: 'certificates that nobody checks',
    trouble: { env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } },
    about: 'certificates',
    says: /NODE_TLS_REJECT_UNAUTHORIZED/,
    link: /nodejs\.org/,
    code: 1,
  },
  {
    what: 'a full disk',
    trouble: { machine: { disk: () => ({ freeBytes: 1024 * 1024, type: 0xef53 }) } },
    about: 'free disk',
    says: /^1 MB free/,
    link: /man7/,
    code: 1,
  },
  {
    what: 'an embedded database on a network disk',
    trouble: { machine: { disk: () => ({ freeBytes: 1e12, type: 0x6969 }) } },
    about: 'disk of the database',
    says: /network disk \(NFS\)/,
    link: /sqlite\.org\/useovernet/,
    code: 1,
  },
  {
    what: 'a data folder that everybody reads',
    spoil() {
      chmodSync(clinic.office.dataDir, 0o755);
      undo.push(() => chmodSync(clinic.office.dataDir, 0o700));
    },
    about: 'file mode',
    says: /open to other users/,
    link: /chmod/,
    code: 0,
  },
  // Settings.
  {
    what: 'no secret',
    trouble: { env: { FEISHU_APP_SECRET: undefined } },
    about: 'setting FEISHU_APP_SECRET',
    says: /is missing/,
    link: ENV,
    code: 1,
  },
  {
    what: 'webhook mode without an Encrypt Key',
    trouble: { env: { FEISHU_ENCRYPT_KEY: undefined } },
    about: 'setting FEISHU_ENCRYPT_KEY',
    says: /is missing/,
    link: ENV,
    code: 1,
  },
  {
    what: 'a misspelt setting',
    trouble: { env: { FEISHU_APROVAL_API: 'v2' } },
    about: 'names of settings FEISHU_APROVAL_API',
    says: /is no setting.*FEISHU_APPROVAL_API/,
    link: ENV,
    code: 0,
  },
  {
    what: 'a misspelt setting that begins otherwise',
    trouble: { env: { APPROVAL_CODE: PURCHASE } },
    about: 'names of settings APPROVAL_CODE',
    says: /APPROVAL_CODES/,
    link: ENV,
    code: 0,
  },
  {
    what: 'settings that were changed since the start',
    trouble: { env: { DIGEST_TIME: '08:00' } },
    about: 'settings in force',
    says: /DIGEST_TIME.*restart/,
    link: ENV,
    code: 0,
  },
  // The database.
  {
    what: 'a database that does not answer',
    trouble: { env: { DATABASE_URL: 'postgres://bot@127.0.0.1:1/bot' } },
    about: 'database',
    says: /ECONNREFUSED.*DATABASE_URL/,
    link: ENV,
    code: 1,
  },
  {
    what: 'a database of a newer version',
    spoil: newerDatabase,
    about: 'database version',
    says: /version 999/,
    link: /postgresql\.org/,
    code: 1,
  },
  {
    what: "another app's data",
    spoil: olderApp,
    about: "app of the database's people",
    says: /cli_0000000000000001/,
    link: ENV,
    code: 1,
  },
  // The way to Feishu, and who the app is.
  {
    what: 'a host that does not answer',
    trouble: { env: { FEISHU_BASE_URL: 'http://127.0.0.1:1' } },
    about: 'way to Feishu',
    says: /ECONNREFUSED/,
    link: /proxy/,
    code: 1,
  },
  {
    what: 'a proxy that is not there',
    spoil() {
      vi.stubEnv('http_proxy', 'http://127.0.0.1:1');
      vi.stubEnv('no_proxy', '');
      return { env: { FEISHU_BASE_URL: 'http://feishu.test' } };
    },
    about: 'way to Feishu',
    says: /proxy.*HTTPS_PROXY/,
    link: /proxy-from-env/,
    code: 1,
  },
  {
    what: 'somebody in between who opens the encryption',
    async spoil() {
      const front = await tlsFront(clinic.office.sandbox.url);
      undo.push(() => front.close());
      return { env: { FEISHU_BASE_URL: `https://${front.host}` } };
    },
    about: 'way to Feishu',
    says: /opens the encryption.*NODE_EXTRA_CA_CERTS/,
    link: /node_extra_ca_certs/,
    code: 1,
  },
  {
    what: 'a portal that answers in the place of Feishu',
    spoil: () =>
      fault({
        on: 'call',
        path: '/open-apis/auth/v3/tenant_access_token/internal',
        answer: { status: 200, body: '<html>log in</html>', headers: { 'content-type': 'text/html' } },
      }),
    about: 'way to Feishu',
    says: /answers in its place/,
    link: /proxy/,
    code: 1,
  },
  {
    what: 'a secret of another app',
    trouble: { env: { FEISHU_APP_SECRET: 'of another app' } },
    about: 'credentials',
    says: /10014.*FEISHU_APP_SECRET/,
    link: CONSOLE('baseinfo'),
    code: 1,
  },
  {
    what: 'an app of the other platform',
    spoil: () => set(clinic.office.sandbox.world.app, 'platform', 'lark'),
    about: 'credentials',
    says: /1000040351.*FEISHU_BASE_URL=https:\/\/open\.larksuite\.com/,
    link: CONSOLE('baseinfo'),
    code: 1,
  },
  {
    what: 'an address that is not on the IP list',
    spoil: () =>
      fault({ on: 'call', path: '/open-apis/auth/v3/tenant_access_token/internal', code: 99991401 }),
    about: 'credentials',
    says: /99991401.*IP allow list/,
    link: CONSOLE('safe'),
    code: 1,
  },
  {
    what: 'a machine whose clock is five minutes fast',
    trouble: { aheadMs: 300_000 },
    about: 'clock',
    says: /ahead of Feishu.*NTP/,
    link: /timedatectl/,
    code: 0,
  },
  // The app in the console.
  {
    what: 'an app that is not installed',
    spoil: () => fault({ on: 'call', path: '/open-apis/application/v6/scopes', code: 212100 }),
    about: 'installation',
    says: /not installed/,
    link: CONSOLE('version'),
    code: 1,
  },
  {
    what: 'no bot',
    spoil: () => set(clinic.office.sandbox.world.app, 'has_bot', false),
    about: 'bot',
    says: /no bot/,
    link: CONSOLE('bot'),
    code: 1,
  },
  {
    what: 'no published version',
    spoil: () => set(clinic.office.sandbox.platform.application, 'versions', []),
    about: 'version',
    says: /no version is published/,
    link: CONSOLE('version'),
    code: 1,
  },
  {
    what: 'a first version that waits for a review',
    spoil: () => set(version(), 'status', 3),
    about: 'version',
    says: /waits for a review/,
    link: /admin\/appCenter/,
    code: 1,
  },
  {
    what: 'an app that was stopped',
    spoil: () => set(app().console, 'enabled', false),
    about: 'version',
    says: /stopped the app/,
    link: /admin\/appCenter/,
    code: 1,
  },
  {
    what: 'an availability range of nobody',
    spoil: () => availableTo(),
    about: 'availability range',
    says: /nobody may use/,
    link: CONSOLE('version'),
    code: 1,
  },
  {
    what: 'an administrator outside of the availability range',
    spoil() {
      availableTo('ou_1');
      set(clinic.office.sandbox.person('wangwu'), 'available', false);
    },
    about: 'availability range',
    says: new RegExp(`${ADMIN}.*includes them`),
    link: CONSOLE('version'),
    code: 1,
  },
  {
    what: 'people outside of the availability range who were written to',
    spoil() {
      availableTo(ADMIN);
      return counted('refused', '230013', 4);
    },
    about: 'availability range',
    says: /4 messages/,
    link: CONSOLE('version'),
    code: 1,
  },
  {
    what: 'an administrator outside of the contact range',
    spoil: () => set(clinic.office.sandbox.person('zhaoliu'), 'seen', false),
    trouble: { env: { ADMIN_OPEN_IDS: ZHAOLIU } },
    about: 'contact range',
    says: /outside of it.*the same as the availability range/,
    link: CONSOLE('auth'),
    code: 1,
  },
  {
    what: 'a scope that is not granted',
    spoil: () => scopeless('approval:instance'),
    about: 'scope approval:instance',
    says: /not granted/,
    link: CONSOLE(String.raw`auth\?q=approval:instance&`),
    code: 1,
  },
  {
    what: 'an event that is not subscribed',
    spoil: () => set(version().config, 'events', without(version().config.events, 'approval_cc')),
    about: 'event approval_cc',
    says: /not subscribed/,
    link: CONSOLE('event'),
    code: 1,
  },
  {
    what: 'a callback that is not subscribed',
    spoil: () => set(app().console, 'callbacks', []),
    about: 'callback card.action.trigger',
    says: /not subscribed/,
    link: CONSOLE('event'),
    code: 1,
  },
  {
    what: 'clicks that come the other way',
    spoil: () => set(app().console, 'callback_mode', 'websocket'),
    about: 'callback mode',
    says: /long connection.*FEISHU_EVENT_MODE=websocket/,
    link: CONSOLE('event'),
    code: 1,
  },
  // How events come.
  {
    what: 'a stream of requests under another Encrypt Key',
    spoil: () => turnedAway({ encryptKey: 'another key' }),
    about: 'keys',
    says: /another Encrypt Key \(3 times\).*FEISHU_ENCRYPT_KEY/,
    link: CONSOLE('event'),
    code: 1,
  },
  {
    what: 'a stream of requests with another Verification Token',
    spoil: () => turnedAway({}, 'another token'),
    about: 'keys',
    says: /another Verification Token.*FEISHU_VERIFICATION_TOKEN/,
    link: CONSOLE('event'),
    code: 1,
  },
  {
    what: 'a request address that leads elsewhere',
    spoil: () =>
      set(
        clinic.office.sandbox.platform.application,
        'callbackUrl',
        `${clinic.office.sandbox.url}/elsewhere`,
      ),
    about: 'request address',
    says: /not as the bot does.*POST \/webhook\/event/,
    link: CONSOLE('event'),
    code: 1,
  },
  {
    what: 'a request address that nobody answers',
    spoil: () =>
      set(clinic.office.sandbox.platform.application, 'callbackUrl', 'http://127.0.0.1:1/webhook/event'),
    about: 'request address',
    says: /is not reached.*ECONNREFUSED/,
    link: CONSOLE('event'),
    code: 1,
  },
  {
    what: 'a bot that runs with other keys',
    trouble: { env: { FEISHU_ENCRYPT_KEY: 'another key' } },
    about: 'request address',
    says: /HTTP 401.*restart the bot/,
    link: CONSOLE('event'),
    code: 1,
  },
  {
    what: 'too many long connections',
    spoil: () => fault({ on: 'call', path: '/callback/ws/endpoint', code: 1000040350 }),
    trouble: { env: { FEISHU_EVENT_MODE: 'websocket' } },
    about: 'long connection',
    says: /1000040350/,
    link: CONSOLE('event'),
    code: 1,
  },
  {
    what: 'a second bot on the same app',
    spoil: () => foreignClick(),
    about: 'only bot of the app',
    says: /1 clicks.*other program/,
    link: CONSOLE('event'),
    code: 1,
  },
  // Definitions.
  {
    what: 'a definition that does not exist',
    trouble: { env: { APPROVAL_CODES: NOBODYS } },
    about: `definition ${NOBODYS}`,
    says: /does not exist.*definitionCode/,
    link: /approval\/admin/,
    code: 1,
  },
  {
    what: 'a definition that is switched off',
    trouble: { env: { APPROVAL_CODES: TRAVEL } },
    about: `definition ${TRAVEL}`,
    says: /not active/,
    link: /approval\/admin/,
    code: 1,
  },
  {
    what: 'a definition that can not be read',
    spoil() {
      scopeless('approval:approval:readonly');
      scopeless('approval:definition');
    },
    about: `definition ${PURCHASE}`,
    says: /approval:approval:readonly/,
    link: CONSOLE('auth'),
    code: 1,
  },
  {
    what: 'a definition with what only Feishu’s own form can fill',
    spoil: () => subscribed(BUSINESS_TRIP),
    trouble: { env: { APPROVAL_CODES: BUSINESS_TRIP } },
    about: `form ${BUSINESS_TRIP}`,
    says: /only Feishu’s own form/,
    link: /approval\/admin/,
    code: 0,
  },
  {
    what: 'v2 for a definition that it does not take',
    spoil: () => ({ env: { APPROVAL_CODES: OVERTIME, FEISHU_APPROVAL_API: 'v2' } }),
    about: 'form',
    says: /v2 does not take.*FEISHU_APPROVAL_API/,
    link: ENV,
    code: 1,
  },
  {
    what: 'a definition whose events are not subscribed',
    trouble: { env: { APPROVAL_CODES: CONTRACT } },
    about: `subscription ${CONTRACT}`,
    says: /not subscribed/,
    link: /approval\/admin/,
    code: 1,
  },
  // People and other systems.
  {
    what: 'an administrator of another app',
    trouble: { env: { ADMIN_OPEN_IDS: 'ou_00000000000000000000000000000000' } },
    about: 'ADMIN_OPEN_IDS',
    says: /not of this app: ou_0000/,
    link: ENV,
    code: 1,
  },
  {
    what: 'a webhook that nobody answers',
    trouble: webhooks('http://127.0.0.1:1/'),
    about: 'webhook oa',
    says: /not reached.*EXTERNAL_WEBHOOKS/,
    link: /standard-webhooks/,
    code: 1,
  },
  {
    what: 'a webhook that takes what is not signed',
    spoil() {
      systemStatus = 200;
      undo.push(() => {
        systemStatus = 401;
      });
      return webhooks(systemUrl);
    },
    about: 'webhook oa',
    says: /without a signature.*webhook-signature/,
    link: /standard-webhooks/,
    code: 1,
  },
  // What can't be read back, by what was met.
  {
    what: 'a quota that is used up',
    spoil: () => counted('refused', '99991403', 2),
    about: 'monthly quota',
    says: /used up.*most of \d+ calls/,
    link: /admin/,
    code: 1,
  },
  {
    what: 'calls that the IP list refused',
    spoil: () => counted('refused', '99991401', 2),
    about: 'IP list',
    says: /99991401/,
    link: CONSOLE('safe'),
    code: 1,
  },
];

async function turnedAway(options: { encryptKey?: string }, token?: string) {
  const { sandbox, url } = clinic.office;
  const { verification_token } = sandbox.app;
  await clinic.office.wait(1);
  for (let n = 0; n < 3; n++) {
    const header = { event_type: 'x', token: token ?? verification_token, event_id: `e${n}` };
    const { body, headers } = sandbox.seal({ schema: '2.0', header, event: {} }, options);
    const { status } = await fetch(url(), { method: 'POST', body, headers });
    expect(status).toBe(401);
  }
  undo.push(async () => {
    await clinic.office.db().run(`delete from tally where kind = 'rejected'`);
  });
}

async function foreignClick() {
  const { sandbox, url, db } = clinic.office;
  const { verification_token, app_id } = sandbox.app;
  const header = {
    event_type: 'card.action.trigger',
    token: verification_token,
    event_id: 'foreign',
    app_id,
  };
  const event = {
    operator: { open_id: ADMIN },
    action: { value: { a: 'unread.page' }, tag: 'button' },
    context: { open_message_id: 'om_of_another_bot', open_chat_id: 'oc_1' },
  };
  const { body, headers } = sandbox.seal({ schema: '2.0', header, event });
  const answer = await fetch(url(), { method: 'POST', body, headers });
  expect(answer.status).toBe(200);
  undo.push(() => db().run(`delete from tally where kind = 'click'`));
}

const told = ({ findings }: Examined, about: string) => {
  const found = findings.filter((one) => one.about === about && one.state === 'fails');
  return found.length > 0
    ? found
    : findings.filter((one) => one.about.startsWith(about) && one.state === 'fails');
};

describe('doctor', () => {
  it('finds nothing wrong with a bot that is set up well', async () => {
    const { code, findings } = await clinic.examine();
    expect(findings.filter(({ state }) => state === 'fails')).toEqual([]);
    expect(code).toBe(0);
  });

  it.each(cases)('names $what', async ({ spoil, trouble, about, says, link, code }) => {
    const more = ((await spoil?.()) ?? {}) as Trouble;
    const env = { ...trouble?.env, ...more.env };
    const examined = await clinic.examine({ ...trouble, ...more, env });
    const [finding] = told(examined, about);
    expect(finding, JSON.stringify(examined.findings, null, 1)).toBeDefined();
    expect(`${finding?.says} ${finding?.mend}`).toMatch(says);
    expect(finding?.link).toMatch(link);
    expect(finding?.breaks).toBeTruthy();
    expect(examined.code).toBe(code);
  });
});
