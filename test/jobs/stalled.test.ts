import { expect, it } from 'vitest';
import type { World } from '../../sandbox/platform/index.ts';
import { openDesk } from '../handlers/create/desk.ts';
import { until } from '../support/until.ts';

/** More than the worker has places. */
const CROWD = Array.from({ length: 20 }, (_, n) => `person${n}`);

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
  ['POST', '/open-apis/im/v1/messages/:id/reply', '/ping'],
  ['GET', '/open-apis/approval/v4/instances/:id', '/cc @李四 CODE'],
  ['GET', '/open-apis/approval/v4/instances/:id', '/cc status CODE'],
  ['POST', '/open-apis/approval/v4/instances/query', '/cc @李四'],
  ['POST', '/open-apis/approval/v4/instances/search_cc', '/unread'],
  ['GET', '/open-apis/approval/v4/approvals/:id', '/create 采购'],
])('%s %s stalls for twenty people: others are answered within 2 s', async (method, path, says) => {
  const office = await openDesk(['purchase'], { change: crowd });
  const text = says.replace('CODE', office.sandbox.instance('laptops').instance_code);
  office.sandbox.faults.add({ on: 'call', method, path, times: 20, body: { kind: 'stalls' } });
  for (const person of CROWD) await office.say(person, text);
  await office.wait(1);
  await until(() => office.sandbox.calls.some((call) => call.body_bytes !== undefined));
  await office.say('lisi', '/ping');
  await office.wait(2);
  expect(office.heard('direct:lisi')).toHaveLength(1);
  await office.close();
});
