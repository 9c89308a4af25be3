import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/lib/project-root.ts';
import { CRM, type Desk, example, lisi, OA, openDesk, zhangsan } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

describe('a push', () => {
  it('of the platform’s own example arrives equal in every field', async () => {
    const answer = await desk.push(example());
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ instance_id: '3162634', state: 'accepted', update_mode: 'REPLACE' });
    await desk.wait(1);
    expect(desk.syncs().map((call) => call.body)).toEqual([example()]);
    expect(desk.there('3162634')).toEqual(example());
    expect((await desk.readBack('3162634')).body).toMatchObject({
      state: 'synchronised',
      update_time: '1657093395000',
      synchronised_update_time: '1657093395000',
      instance: example(),
    });
  });

  it('with the number 0 for an end, as the platform has it in its example, leaves with a string, as it describes it', async () => {
    const [task] = example().task_list;
    const numbers = { ...example(), end_time: 0, task_list: [{ ...task, end_time: 0 }] };
    expect((await desk.push(numbers)).status).toBe(202);
    await desk.wait(1);
    expect(desk.syncs().map((call) => call.body)).toEqual([example()]);
    expect((await desk.readBack('3162634')).body).toMatchObject({ instance: numbers });
    expect((await desk.push(numbers)).status).toBe(200);
  });

  it('that comes again changes nothing, in whichever order its fields are', async () => {
    await desk.push(example());
    await desk.wait(2);
    const turned = Object.fromEntries(Object.entries(example()).reverse());
    const answer = await desk.push(turned);
    expect([answer.status, answer.body.state]).toEqual([200, 'synchronised']);
    await desk.wait(5);
    expect(desk.syncs()).toHaveLength(1);
  });

  it('of a simple shape gets its texts into the approval centre', async () => {
    const simple = {
      approval_code: example().approval_code,
      instance_id: 'simple-1',
      status: 'PENDING',
      title: { 'zh-CN': '采购合同', 'en-US': 'Purchase contract' },
      form: [{ name: '金额', value: '36000' }],
      open_id: zhangsan,
      links: 'https://oa.example.com/1',
      start_time: '1657093395000',
      update_time: '1657093395000',
      task_list: [{ task_id: 't1', open_id: lisi, title: '同意', status: 'PENDING' }],
      cc_list: [{ cc_id: 'c1', open_id: lisi }],
    };
    expect((await desk.push(simple)).status).toBe(202);
    await desk.wait(1);
    expect(desk.there('simple-1')).toMatchObject({
      links: { pc_link: 'https://oa.example.com/1', mobile_link: 'https://oa.example.com/1' },
      end_time: '0',
      task_list: [{ create_time: '1657093395000', end_time: '0', update_time: '1657093395000' }],
      cc_list: [{ read_status: 'UNREAD', update_time: '1657093395000' }],
    });
    const instance = desk.sandbox.instance('external:simple-1');
    expect(instance.external?.title).toBe('采购合同');
    expect(instance.form).toMatchObject([{ id: '金额', value: '36000' }]);
  });
});

it('the example of the manual works', async () => {
  const manual = readFileSync(path.join(projectRoot(), 'docs/external.md'), 'utf8');
  const [, body = ''] = /curl [^']*'[^']*' -H '[^']*' -d '([^']*)'/.exec(manual) ?? [];
  expect((await desk.push(JSON.parse(body))).status).toBe(202);
  await desk.wait(2);
  expect((await desk.readBack('A-1')).body.state).toBe('synchronised');
});

describe('who may push and read', () => {
  it.each([
    ['no token', ''],
    ['an unknown one', 'a-token-that-nobody-has'],
    ['the beginning of one', OA.slice(0, -1)],
  ])('nobody with %s', async (_what, token) => {
    const answer = await desk.push(example(), token);
    expect([answer.status, answer.type]).toEqual([401, 'application/problem+json; charset=utf-8']);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect((await desk.readBack('3162634', token)).status).toBe(401);
  });

  it('a system its own instances only, and it learns nothing of the others', async () => {
    await desk.push(example());
    const unknown = await desk.readBack('no-such-instance', CRM);
    const taken = await desk.readBack('3162634', CRM);
    expect(taken).toMatchObject({ status: 404, body: unknown.body });
    const pushed = await desk.push({ ...example(), update_time: '1757093395000' }, CRM);
    expect([pushed.status, pushed.body.type]).toEqual([409, 'urn:feishu-approval-bot:problem:taken']);
    expect(JSON.stringify(pushed.body)).not.toContain('1657093395000');
    await desk.wait(1);
    expect(desk.there('3162634')).toEqual(example());
  });
});

it('two tokens of one name are one system, while it changes them', async () => {
  const rotating = await openDesk({ EXTERNAL_API_TOKENS: `oa=${OA},oa=${CRM}` });
  await rotating.push(example(), OA);
  expect((await rotating.push(example(), CRM)).status).toBe(200);
  expect((await rotating.readBack('3162634', CRM)).status).toBe(200);
  await rotating.close();
});

it('without tokens the API is off, and says which setting switches it on', async () => {
  const closed = await openDesk({ EXTERNAL_API_TOKENS: '' });
  for (const path of ['/external/instances', '/external/instances/1', '/external/openapi.json']) {
    const answer = await closed.ask(path);
    expect([answer.status, answer.type]).toEqual([404, 'application/problem+json; charset=utf-8']);
    expect(answer.body.detail).toContain('EXTERNAL_API_TOKENS');
  }
  await closed.close();
});
