import { chmodSync, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/engines.ts';
import { type Clinic, openClinic, PURCHASE } from './clinic.ts';

const CONTRACT = '7C468A54-8745-2245-9675-08B7C63E7A84';
let clinic: Clinic;
afterEach(() => clinic.office.close());

const failing = (examined: { findings: { state: string; about: string }[] }) =>
  examined.findings.flatMap(({ state, about }) => (state === 'fails' ? about : []));

it('mends what the API and the machine allow, and publishes a version with it', async () => {
  clinic = await openClinic(({ app }) => {
    app.scopes = app.scopes.filter((name) => name !== 'approval:instance');
    app.console.events = ['im.message.receive_v1'];
    app.console.callbacks = [];
  });
  chmodSync(clinic.office.dataDir, 0o755);
  const trouble = { env: { APPROVAL_CODES: `${PURCHASE},${CONTRACT}` } };
  const before = await clinic.examine(trouble);
  expect(before.code).toBe(1);
  expect(failing(before)).toEqual(
    expect.arrayContaining([
      'scope approval:instance',
      'event approval_cc',
      'callback card.action.trigger',
      `subscription ${CONTRACT}`,
    ]),
  );
  const after = await clinic.examine(trouble, true);
  expect(after.mended.filter(({ done }) => !done)).toEqual([]);
  expect(after.mended).toContainEqual({ what: 'version', done: true, says: '1.0.1 is published' });
  // What the running bot has is its own until it is started anew.
  expect(failing(after)).toEqual(['settings in force']);
  expect(after.code).toBe(0);
  expect(statSync(clinic.office.dataDir).mode & 0o777).toBe(0o700);
  const again = await clinic.examine(trouble, true);
  expect(again.mended).toEqual([]);
});

it('switches the bot on, and the contact range to who may use the app', async () => {
  clinic = await openClinic();
  const { world } = clinic.office.sandbox;
  for (const person of world.people) person.seen = false;
  world.app.has_bot = false;
  clinic.office.sandbox.platform.application.draft.bot = false;
  const { mended, code } = await clinic.examine({}, true);
  expect(mended.map(({ what, done }) => [what, done])).toEqual([
    ['bot', true],
    ['contact range', true],
    ['version', true],
  ]);
  expect(code).toBe(0);
  expect(world.app.menu.map(({ key }) => key)).toEqual(['create', 'unread', 'digest', 'help']);
});

it('says of a version that waits for a review that it does', async () => {
  clinic = await openClinic(({ app }) => {
    app.console.events = ['im.message.receive_v1'];
    app.console.review = 'every version';
  });
  const { mended, code, findings } = await clinic.examine({}, true);
  expect(mended.at(-1)).toMatchObject({
    what: 'version',
    done: true,
    says: expect.stringContaining('review'),
  });
  expect(code).toBe(1);
  expect(findings).toContainEqual(
    expect.objectContaining({ about: 'version', state: 'unknown', link: expect.stringContaining('/admin/') }),
  );
  const again = await clinic.examine({}, true);
  expect(again.mended[0]).toMatchObject({ done: false, says: expect.stringContaining('waits for a review') });
});

it.each([
  ['an app that was made elsewhere', { made_in: 'bot_builder' }, 'not made in the developer console'],
  ['an app without the scope for it', {}, 'application:application:patch'],
] as const)('says of %s why it can not be mended', async (what, console, says) => {
  clinic = await openClinic(({ app }) => {
    app.console.events = ['im.message.receive_v1'];
    Object.assign(app.console, console);
    if (what.includes('scope')) app.scopes = app.scopes.filter((name) => !name.endsWith(':patch'));
  });
  const { mended, code } = await clinic.examine({}, true);
  expect(mended).toEqual([expect.objectContaining({ done: false, says: expect.stringContaining(says) })]);
  expect(code).toBe(1);
});

it('keeps what init has written down with a version, so that the next init finds it done', async () => {
  clinic = await openClinic(({ app }) => {
    app.console.events = ['im.message.receive_v1'];
  });
  const { versions } = clinic.office.sandbox.platform.application;
  Object.assign(versions[0] ?? {}, { remark: 'feishu-approval-bot set-up 0123456789ab' });
  await clinic.examine({}, true);
  expect(versions.at(-1)).toMatchObject({
    version: '1.0.1',
    remark: 'feishu-approval-bot doctor --fix; feishu-approval-bot set-up 0123456789ab',
  });
});

it('makes no database where there is none yet', async () => {
  clinic = await openClinic();
  const DATA_DIR = path.join(temporaryFolder(), 'deep', 'data');
  const { findings } = await clinic.examine({ env: { DATA_DIR, DATABASE_URL: undefined } });
  expect(existsSync(path.dirname(DATA_DIR))).toBe(false);
  expect(findings).toContainEqual(
    expect.objectContaining({ about: 'database', state: 'ok', says: expect.stringMatching(/^SQLite \d/) }),
  );
});

it('changes nothing unless it is asked to', async () => {
  clinic = await openClinic(({ app }) => {
    app.console.events = ['im.message.receive_v1'];
  });
  const calls = clinic.office.sandbox.calls.length;
  await clinic.examine();
  const made = clinic.office.sandbox.calls.slice(calls);
  const writes = made.filter(
    ({ method, path }) => method !== 'GET' && !/token|ws\/endpoint|check_white/.test(path),
  );
  expect(writes).toEqual([]);
});
