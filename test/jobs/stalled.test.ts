import { expect, it } from 'vitest';
import type { World } from '../../sandbox/platform/index.ts';
import { openDesk } from '../handlers/create/desk.ts';
import { until } from '../support/until.ts';

/** More than the worker has places, and more than it can lend. */
const [SOME, MANY] = [20, 80];
const CROWD = Array.from({ length: MANY }, (_, n) => `person${n}`);

function crowd({ people }: World) {
  const [model] = people;
  if (!model) throw new Error('nobody in the world');
  const id = (prefix: string, n: number) => `${prefix}${(n + 1).toString(16).padStart(32, '0')}`;
  CROWD.forEach((handle, n) => {
    people.push({
      ...model,
      handle,
      name: handle,
      open_id: id('ou_', n),
      union_id: id('on_', n),
      user_id: handle,
    });
  });
}

it.each([
  [SOME, 'POST', '/open-apis/im/v1/messages/:id/reply', '/ping'],
  [MANY, 'GET', '/open-apis/approval/v4/instances/:id', '/cc @李四 CODE'],
  [MANY, 'GET', '/open-apis/approval/v4/instances/:id', '/cc status CODE'],
  [SOME, 'POST', '/open-apis/approval/v4/instances/query', '/cc @李四'],
  [MANY, 'POST', '/open-apis/approval/v4/instances/search_cc', '/unread'],
  [SOME, 'GET', '/open-apis/approval/v4/approvals/:id', '/create 采购'],
])('for %i people stalls %s %s: others are answered within 2 s', async (count, method, path, says) => {
  const office = await openDesk(['purchase'], { change: crowd });
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
