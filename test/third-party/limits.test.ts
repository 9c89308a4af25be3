import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, example, lisi, openDesk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

type Path = (string | number)[];
let serial = 0;

/** The example with another id, so that each is a push of its own, and changed at one place. */
function changed(path: Path, value: unknown): object {
  const body = { ...structuredClone(example()), instance_id: `limit-${++serial}` };
  let place: Record<string | number, unknown> = body;
  for (const part of path.slice(0, -1)) place = place[part] as typeof place;
  const last = path.at(-1) as string | number;
  if (value === undefined) delete place[last];
  else place[last] = value;
  return body;
}

const tasks = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ ...example().task_list[0], task_id: `t${n}` }));
const ccs = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ ...example().cc_list[0], cc_id: `c${n}` }));
const action = example().task_list[0]!.action_configs[0]!;
const zh = example().i18n_resources[0]!;
const keyed = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ key: `@i18n@${n + 10}`, value: 'x' }));
const texts = (count: number) => [{ ...zh, texts: [...zh.texts, ...keyed(count - zh.texts.length)] }];
const rows = (count: number) => Array.from({ length: count }, () => example().form[0]);
const locales = (...names: string[]) =>
  names.map((locale, index) => ({ ...zh, locale, is_default: index === 0 }));
const textOf = (length: number) => [
  { ...zh, texts: [...zh.texts.slice(0, 2), { key: '@i18n@3', value: '长'.repeat(length) }] },
];

/** A push that is taken arrives as it is; one that is not is refused at exactly this path. */
async function take(body: object) {
  const answer = await desk.push(body);
  expect(answer.body.errors ?? []).toEqual([]);
  expect(answer.status).toBe(202);
}
async function refuse(body: object, path: string, right: string) {
  const answer = await desk.push(body);
  expect([answer.status, answer.body.type]).toEqual([422, 'urn:feishu-approval-bot:problem:invalid']);
  expect(answer.body.errors).toContainEqual(
    expect.objectContaining({ path, detail: expect.stringContaining(right) }),
  );
}

describe.each<[string, Path, string, string, (count: number) => unknown, number]>([
  ['tasks', ['task_list'], 'task_list', 'at most 300', tasks, 300],
  ['copies', ['cc_list'], 'cc_list', 'at most 200', ccs, 200],
  ['rows of the form', ['form'], 'form', 'at most 1000', rows, 1000],
  ['texts', ['i18n_resources'], 'i18n_resources[0].texts', 'at most 4000', texts, 4000],
  [
    'characters of a value',
    ['form', 0, 'value'],
    'form[0].value',
    'at most 2048',
    (n) => '长'.repeat(n),
    2048,
  ],
  ['characters of a name', ['form', 0, 'name'], 'form[0].name', 'at most 2048', (n) => 'x'.repeat(n), 2048],
  [
    'characters behind a key of the form',
    ['i18n_resources'],
    'i18n_resources[0].texts[2].value',
    'at most 2048',
    textOf,
    2048,
  ],
  [
    'actions of a task',
    ['task_list', 0, 'action_configs'],
    'task_list[0].action_configs',
    'at most 2',
    (n) => Array.from({ length: n }, () => action),
    2,
  ],
])('%s', (_what, path, readable, right, made, limit) => {
  it(`${limit - 1} and ${limit} are taken`, async () => {
    await take(changed(path, made(limit - 1)));
    await take(changed(path, made(limit)));
  });
  it(`${limit + 1} are refused`, () => refuse(changed(path, made(limit + 1)), readable, right));
});

describe('languages', () => {
  it('one, two and three are taken', async () => {
    await take(changed(['i18n_resources'], locales('ja-JP')));
    await take(changed(['i18n_resources'], locales('en-US', 'zh-CN')));
    await take(changed(['i18n_resources'], locales('zh-CN', 'en-US', 'ja-JP')));
  });
  it.each<[string, unknown, string, string]>([
    [
      'a fourth',
      locales('zh-CN', 'en-US', 'ja-JP', 'de-DE'),
      'i18n_resources[3].locale',
      'zh-CN, en-US, ja-JP',
    ],
    ['one twice', locales('zh-CN', 'zh-CN'), 'i18n_resources[1].locale', 'each language once'],
    ['none', [], 'i18n_resources', 'at least one'],
    ['no default', [{ ...zh, is_default: false }], 'i18n_resources', 'has 0'],
    ['two defaults', [zh, { ...zh, locale: 'en-US' }], 'i18n_resources', 'has 2'],
    ['a default without a used key', [{ ...zh, texts: zh.texts.slice(0, 2) }], 'form[0].value', '@i18n@3'],
    [
      'a key without its prefix',
      [{ ...zh, texts: [...zh.texts, { key: 'x', value: 'x' }] }],
      'i18n_resources[0].texts[3].key',
      '@i18n@',
    ],
    [
      'a key twice',
      [{ ...zh, texts: [...zh.texts, zh.texts[0]] }],
      'i18n_resources[0].texts[3].key',
      'each key once',
    ],
  ])('%s is refused', (_what, value, path, right) => refuse(changed(['i18n_resources'], value), path, right));
});

describe('people, links and ids', () => {
  it.each<[string, Path, unknown]>([
    ['a user_id alone', ['open_id'], undefined],
    ['an empty user_id beside an open_id', ['user_id'], ''],
    ['one link alone', ['links'], { mobile_link: 'https://oa.example.com' }],
    ['a link into the intranet', ['links'], { pc_link: 'http://10.1.2.3:8080/x', mobile_link: 'http://oa/' }],
    ['an empty link beside another', ['links'], { pc_link: '', mobile_link: 'https://oa.example.com' }],
    ['ids that differ in case', ['task_list', 0, 'task_id'], 'LIMIT'],
    ['a task without a time of its own', ['task_list', 0, 'update_time'], undefined],
    ['no lists', ['task_list'], undefined],
    ['an end', ['end_time'], '1657093395001'],
    ['an end of "0"', ['end_time'], '0'],
    ['an unknown reading', ['cc_list', 0, 'read_status'], ''],
    [
      'an action with a name of its own',
      ['task_list', 0, 'action_configs', 0],
      { action_type: 'ASK', action_name: '问' },
    ],
    ['no update_mode', ['update_mode'], undefined],
  ])('%s is taken', (_what, path, value) => take(changed(path, value)));

  it.each<[string, Path, unknown, string, string]>([
    ['no links', ['links'], undefined, 'links', 'is missing'],
    ['no link in links', ['links'], {}, 'links', 'pc_link or mobile_link'],
    [
      'two empty links',
      ['cc_list', 0, 'links'],
      { pc_link: '', mobile_link: '' },
      'cc_list[0].links',
      'pc_link or mobile_link',
    ],
    ...[
      'http://localhost/x',
      'https://LOCALHOST.:8443/x',
      'http://a.localhost/',
      'http://127.0.0.1:8080/x',
      'http://2130706433/',
      'http://0x7f.1/',
      'http://0177.0.0.1/',
      'http://127.1/',
      'http://１２７.0.0.1/',
      'http://0.0.0.0/',
      'http://169.254.169.254/latest/meta-data',
      'http://[::1]/',
      'http://[::]/',
      'http://[fe80::1]/',
      'http://[::ffff:127.0.0.1]/',
      'http://[::ffff:a9fe:a9fe]/',
      'http://[::127.0.0.1]/',
      'http://[64:ff9b::7f00:1]/',
    ].map((link): [string, Path, unknown, string, string] => [
      `a link to ${link}`,
      ['links', 'pc_link'],
      link,
      'links.pc_link',
      'must not lead to the machine',
    ]),
    ['a link with a name', ['links', 'mobile_link'], 'https://good@evil', 'links.mobile_link', 'user name'],
    [
      'a link with a backslash',
      ['task_list', 0, 'links', 'pc_link'],
      'https://good\\@evil',
      'task_list[0].links.pc_link',
      'user name',
    ],
    [
      'a link without a port that is one',
      ['cc_list', 0, 'links', 'pc_link'],
      'http://a:99999/',
      'cc_list[0].links.pc_link',
      'can be opened',
    ],
    ['a link that runs a script', ['links', 'pc_link'], 'javascript:alert(1)', 'links.pc_link', 'https://'],
    ['nobody as approver', ['task_list', 0, 'user_id'], '', 'task_list[0].user_id', 'user_id or open_id'],
    ['nobody as recipient', ['cc_list', 0, 'user_id'], undefined, 'cc_list[0].user_id', 'user_id or open_id'],
    [
      'a task with the id of a copy',
      ['task_list', 0, 'task_id'],
      '1231243',
      'cc_list[0].cc_id',
      'must all differ',
    ],
    [
      'two tasks of one id',
      ['task_list'],
      [...tasks(1), ...tasks(1)],
      'task_list[1].task_id',
      'must all differ',
    ],
    ['a copy with an id of the bot’s', ['cc_list', 0, 'cc_id'], 'bot-cc-1', 'cc_list[0].cc_id', 'bot-cc-'],
    ['seconds', ['update_time'], '1657093395', 'update_time', '13 digits'],
    ['a number', ['update_time'], 1657093395000, 'update_time', 'as a string'],
    ['an end of 1', ['end_time'], 1, 'end_time', 'or 0'],
    ['no start', ['start_time'], undefined, 'start_time', 'is missing'],
    ['an unknown status', ['status'], 'DONE', 'status', 'PENDING, APPROVED'],
    ['an unknown reading', ['cc_list', 0, 'read_status'], 'read', 'cc_list[0].read_status', 'READ, UNREAD'],
    ['an unknown field', ['task_list', 0, 'tittle'], 'x', 'task_list[0].tittle', 'not a field'],
    ['extra that is no JSON', ['extra'], '{', 'extra', 'JSON'],
    [
      'an action without a name',
      ['task_list', 0, 'action_configs', 0],
      { action_type: 'ASK' },
      'task_list[0].action_configs[0].action_name',
      'need a name',
    ],
    [
      'an empty generate_type',
      ['task_list', 0, 'generate_type'],
      '',
      'task_list[0].generate_type',
      'DEFAULT',
    ],
  ])('%s is refused', (_what, path, value, at, right) => refuse(changed(path, value), at, right));

  it('needs somebody who started it', () =>
    refuse({ ...changed(['open_id'], undefined), user_id: '' }, 'user_id', 'user_id or open_id'));
});

describe('a refusal', () => {
  it('names every wrong field at once', async () => {
    const body = { ...changed(['status'], 'NO'), links: {}, update_time: 'x', colour: 'red' };
    const answer = await desk.push(body);
    expect(answer.body.errors?.map((one) => one.pointer).sort()).toEqual([
      '/colour',
      '/links',
      '/status',
      '/update_time',
    ]);
  });

  it('does so for the simple shape too', async () => {
    const answer = await desk.push({
      approval_code: 'x',
      instance_id: 'y',
      status: 'PENDING',
      links: 'ftp://x',
      open_id: lisi,
      title: '@i18n@1',
      start_time: '1657093395000',
      update_time: '1657093395000',
      form: [{ name: { 'zh-CN': 'x'.repeat(2049) } }],
    });
    expect(answer.body.errors?.map((one) => one.path).sort()).toEqual([
      'form[0].name.zh-CN',
      'links',
      'title',
    ]);
  });

  it.each<[string, Path, string, () => unknown]>([
    [
      'malformed texts',
      ['i18n_resources', 0, 'texts'],
      'i18n_resources[0].texts',
      () => Array(300_000).fill({}),
    ],
    ['languages', ['i18n_resources'], 'i18n_resources', () => Array(300_000).fill({})],
    ['tasks', ['task_list'], 'task_list', () => Array(300_000).fill({})],
    ['copies', ['cc_list'], 'cc_list', () => Array(300_000).fill({})],
    ['rows', ['form'], 'form', () => Array(300_000).fill({})],
    [
      'actions',
      ['task_list', 0, 'action_configs'],
      'task_list[0].action_configs',
      () => Array(300_000).fill({}),
    ],
  ])('of a flood of %s is short, and comes without delay', async (_what, path, at, flood) => {
    const body = changed(path, flood());
    const began = process.cpuUsage();
    const answer = await desk.push(body);
    expect(process.cpuUsage(began).user).toBeLessThan(6_000_000);
    expect(answer.status).toBe(422);
    expect(answer.body.errors?.map((one) => one.path)).toEqual([at]);
  });

  it('lists a hundred wrong fields, and says how many there are', async () => {
    const answer = await desk.push(
      changed(
        ['form'],
        Array.from({ length: 150 }, () => ({ name: 5 })),
      ),
    );
    expect(answer.body.errors).toHaveLength(100);
    expect(answer.body.detail).toContain('the first 100 of 150');
  });

  it('keeps nothing', async () => {
    const body = changed(['status'], 'NO') as { instance_id: string };
    await desk.push(body);
    expect((await desk.readBack(body.instance_id)).status).toBe(404);
  });

  const post = (body: string, type = 'application/json') =>
    desk.ask('/external/instances', { method: 'POST', headers: { 'content-type': type }, body });

  it.each([
    ['no JSON', 400, () => post('{')],
    ['a list', 422, () => post('[]')],
    ['another type', 415, () => post('{}', 'text/plain')],
    ['2 MiB', 413, () => post(JSON.stringify({ x: 'x'.repeat(2 * 1024 * 1024) }))],
    ['another method', 405, () => desk.ask('/external/instances', { method: 'DELETE' })],
  ])('of %s is a problem of status %i', async (_what, status, ask) => {
    const answer = await ask();
    expect([answer.status, answer.type]).toEqual([status, 'application/problem+json; charset=utf-8']);
    expect(answer.body).toMatchObject({ status, detail: expect.any(String), title: expect.any(String) });
  });
});

it('the description has both shapes, and their limits', async () => {
  const { status, body } = await desk.ask('/external/openapi.json', { token: '' });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    openapi: '3.1.0',
    components: {
      schemas: {
        Instance: {
          required: expect.arrayContaining(['approval_code', 'links', 'i18n_resources']),
          properties: { task_list: { maxItems: 300 }, cc_list: { maxItems: 200 } },
        },
        SimpleInstance: { properties: { task_list: { maxItems: 300 } } },
      },
    },
  });
});
