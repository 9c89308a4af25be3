import { expect, it } from 'vitest';
import type { World } from '../../sandbox/platform/index.ts';
import { openDesk } from '../handlers/create/desk.ts';
import { until } from '../support/until.ts';

/** More than the worker has places, and more than it can lend. */
const [SOME, MANY] = [20, 80];
const CROWD = Array.from({ length: MANY }, (_, n) => `person${n}`);

const crowdId = (prefix: string, n: number) => `${prefix}${(n + 1).toString(16).padStart(32, '0')}`;

const crowd =
  (count: number) =>
  ({ people }: World) => {
    const [model] = people;
    if (!model) throw new Error('nobody in the world');
    for (let n = 0; n < count; n++) {
      const handle = `person${n}`;
      const ids = { open_id: crowdId('ou_', n), union_id: crowdId('on_', n), user_id: handle };
      people.push({ ...model, handle, name: handle, ...ids });
    }
  };

it.each([
  [SOME, 'POST', '/open-apis/im/v1/messages/:id/reply', '/ping'],
  [MANY, 'GET', '/open-apis/approval/v4/instances/:id', '/cc @李四 CODE'],
  [MANY, 'GET', '/open-apis/approval/v4/instances/:id', '/cc status CODE'],
  [SOME, 'POST', '/open-apis/approval/v4/instances/query', '/cc @李四'],
  [MANY, 'POST', '/open-apis/approval/v4/instances/search_cc', '/unread'],
  [SOME, 'GET', '/open-apis/approval/v4/approvals/:id', '/create 采购'],
])('for %i people stalls %s %s: others are answered within 2 s', async (count, method, path, says) => {
  const office = await openDesk(['purchase'], { change: crowd(MANY) });
  const text = says.replace('CODE', office.sandbox.instance('laptops').instance_code);
  office.sandbox.faults.add({ on: 'call', method, path, times: count, body: { kind: 'stalls' } });
  for (const person of CROWD.slice(0, count)) await office.say(person, text);
  await office.wait(1);
  await until(() => office.sandbox.calls.some((call) => call.body_bytes !== undefined));
  await office.say('lisi', '/ping');
  await office.wait(2);
  expect(office.heard('direct:lisi')).toHaveLength(1);
  await office.close();
});

const LINK = 'https://applink.feishu.cn/client/mini_program/open?instanceId=7418929504369377284';

it.each([
  ['for the limit of an endpoint', `/cc @李四 ${LINK}`, {}],
  ['for that of a slow endpoint', '/create 采购', { path: '/open-apis/approval/v4/approvals/:id' }],
])(
  'for 80 people who wait inside of the bot %s: others are answered within 2 s',
  async (_, says, stalled) => {
    const office = await openDesk(['purchase'], { change: crowd(MANY) });
    if ('path' in stalled)
      office.sandbox.faults.add({
        on: 'call',
        method: 'GET',
        ...stalled,
        times: MANY,
        body: { kind: 'stalls' },
      });
    for (const person of CROWD) await office.say(person, says);
    for (let second = 1; second <= 4; second++) {
      await office.wait(1);
      await office.say('lisi', '/ping');
      await office.wait(2);
      expect(office.heard('direct:lisi')).toHaveLength(second);
    }
    await office.close();
  },
);

/** More than wait in line for one limit, the oldest and the newest. */
const WAITING = 64;

it(`serves ${WAITING} people who wait for one limit in the time that it allows, each once`, async () => {
  const admins = Array.from({ length: WAITING }, (_, n) => crowdId('ou_', n)).join(',');
  const office = await openDesk([], { change: crowd(WAITING), env: { ADMIN_OPEN_IDS: admins } });
  const text = `/cc @李四 ${office.sandbox.instance('laptops').instance_code}`;
  for (let n = 0; n < WAITING; n++) await office.say(`person${n}`, text);
  await office.wait(WAITING * 1.1);
  const by = office.ccCalls().map(({ body }) => (body as { user_id: string }).user_id);
  expect(by.toSorted()).toEqual(admins.split(',').toSorted());
  await office.close();
});

it('answers with its old token while no new one comes', async () => {
  const office = await openDesk([]);
  await office.say('lisi', '/ping');
  await office.wait(1);
  const path = '/open-apis/auth/v3/tenant_access_token/internal';
  office.sandbox.faults.add({ on: 'call', method: 'POST', path, body: { kind: 'stalls' } });
  const asked = office.sandbox.calls.filter((call) => call.path === path).length;
  await office.wait(111 * 60);
  await office.say('lisi', '/ping');
  await office.wait(2);
  expect(office.heard('direct:lisi')).toHaveLength(2);
  expect(office.sandbox.calls.filter((call) => call.path === path).length).toBeGreaterThan(asked);
  await office.close();
});
