import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addCc, markCcRead } from '../../src/store/tables/third-party-ccs.ts';
import { syncAdditions } from '../../src/third-party/sync/sync-queue.ts';
import { eachOrOne } from '../support/each-or-one.ts';
import { CRM, type Desk, example, lisi, openDesk, zhangsan } from './desk.ts';

const ID = '3162634';
const T0 = 1657093395000;
const TASK_T0 = 1638468921000;

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

interface Change {
  at?: number;
  mode?: 'UPDATE' | 'REPLACE';
  status?: string;
  taskAt?: number;
  taskStatus?: string;
  ccAt?: number;
  ccTitle?: string;
}

/** The example at another time, in another state. */
function later({ at = T0 + 10, mode = 'UPDATE', ...change }: Change): object {
  const body = example();
  const task = { ...body.task_list[0], update_time: String(change.taskAt ?? TASK_T0) };
  const cc = { ...body.cc_list[0], update_time: String(change.ccAt ?? T0) };
  return {
    ...body,
    update_time: String(at),
    update_mode: mode,
    status: change.status ?? 'PENDING',
    task_list: [{ ...task, status: change.taskStatus ?? 'PENDING' }],
    cc_list: [{ ...cc, title: change.ccTitle ?? 'XXX' }],
  };
}

const there = () => desk.there(ID);
const titles = () => there()?.cc_list?.map((cc) => cc.title);

/** A person adds a copy, as `/cc` does. */
async function addOurs(ccId: string, to = zhangsan) {
  await desk.db().transaction(async (tx) => {
    const cc = { ccId, instanceId: ID, userId: null, openId: to, addedBy: lisi, title: '请看' };
    await addCc(tx, { ...cc, createdAt: desk.clock.now() });
    await syncAdditions(tx, ID);
  });
}

describe('an instance that is there', () => {
  beforeEach(async () => {
    await desk.push(example());
    await desk.wait(2);
  });

  it.each([
    ['older', T0 - 1],
    ['of the same age', T0],
  ])('is not changed by an UPDATE that is %s', async (_what, at) => {
    const answer = await desk.push(later({ at, status: 'APPROVED' }));
    expect(answer).toMatchObject({
      status: 409,
      body: { type: 'urn:feishu-approval-bot:problem:stale', last_update_time: String(T0) },
    });
    await desk.wait(3);
    expect(desk.syncs()).toHaveLength(1);
    expect(there()?.status).toBe('PENDING');
  });

  it('is not changed by a REPLACE that is older, though Feishu would take it', async () => {
    expect((await desk.push(later({ at: T0 - 1, mode: 'REPLACE', status: 'APPROVED' }))).status).toBe(409);
    await desk.wait(3);
    expect(there()?.status).toBe('PENDING');
  });

  it('is changed by a newer UPDATE, which goes out as it came', async () => {
    const push = later({ at: T0 + 1, status: 'APPROVED', taskAt: TASK_T0 + 1, taskStatus: 'APPROVED' });
    expect((await desk.push(push)).status).toBe(202);
    await desk.wait(2);
    expect(desk.syncs().at(-1)?.body).toEqual(push);
    expect(there()).toMatchObject({ status: 'APPROVED', task_list: [{ status: 'APPROVED' }] });
  });

  it.each([
    ['older', -1],
    ['of the same age', 0],
  ])('keeps a task and a copy where the UPDATE has them %s, and says so', async (_what, by) => {
    const answer = await desk.push(
      later({ taskAt: TASK_T0 + by, taskStatus: 'APPROVED', ccAt: T0 + by, ccTitle: 'stale' }),
    );
    expect([answer.status, answer.body.ignored]).toEqual([202, ['task_list[0]', 'cc_list[0]']]);
    await desk.wait(2);
    expect(there()).toMatchObject({ update_time: String(T0 + 10), task_list: [{ status: 'PENDING' }] });
    expect(titles()).toEqual(['XXX']);
  });

  it('takes a task and a copy that are newer, and nothing of what can not be changed', async () => {
    const push = later({ taskAt: TASK_T0 + 1, taskStatus: 'APPROVED', ccAt: T0 + 1, ccTitle: 'new' });
    const answer = await desk.push({ ...push, department_name: 'sales' });
    expect(answer.body.ignored).toBeUndefined();
    await desk.wait(2);
    expect(there()).toMatchObject({ department_name: 'hr', task_list: [{ status: 'APPROVED' }] });
    expect(titles()).toEqual(['new']);
  });

  it('can’t be moved to another definition', async () => {
    const answer = await desk.push({ ...later({}), approval_code: 'another-definition' });
    expect([answer.status, answer.body.type]).toEqual([409, 'urn:feishu-approval-bot:problem:moved']);
  });

  it('keeps a copy that a person has added when the system replaces everything', async () => {
    await addOurs('bot-cc-1');
    await desk.wait(2);
    expect(desk.syncs().at(-1)?.body).toMatchObject({
      update_mode: 'UPDATE',
      cc_list: [{ cc_id: 'bot-cc-1' }],
    });
    expect(desk.sandbox.instance(`external:${ID}`).timeline.flatMap((one) => one.copies)).toHaveLength(1);
    await desk.push({ ...later({ at: T0 + 50, mode: 'REPLACE', status: 'APPROVED' }), cc_list: [] });
    await desk.wait(2);
    expect(there()?.cc_list?.map((cc) => cc.cc_id)).toEqual(['bot-cc-1']);
    expect((await desk.readBack(ID)).body.added_ccs).toMatchObject([
      { cc_id: 'bot-cc-1', synchronised: true },
    ]);
  });

  it('keeps it beside 200 of the system’s, with a further call', async () => {
    await addOurs('bot-cc-1');
    await desk.wait(2);
    const cc = example().cc_list[0];
    const many = Array.from({ length: 200 }, (_, n) => ({ ...cc, cc_id: `c${n}` }));
    await desk.push({ ...later({ mode: 'REPLACE' }), cc_list: many });
    await desk.wait(4);
    const calls = desk.syncs().map((call) => (call.body as { cc_list: object[] }).cc_list.length);
    expect(calls).toEqual([1, 1, 200, 1]);
    expect(there()?.cc_list).toHaveLength(201);
    expect((await desk.readBack(ID)).body.state).toBe('synchronised');
  });

  it('leaves the system the next moment after an addition', async () => {
    await addOurs('bot-cc-1');
    await desk.wait(2);
    expect(there()?.update_time).toBe(String(T0 + 1));
    await desk.push(later({ at: T0 + 1, status: 'APPROVED' }));
    await desk.wait(2);
    expect(there()).toMatchObject({ status: 'APPROVED', update_time: String(T0 + 2) });
    expect((await desk.readBack(ID)).body).toMatchObject({
      update_time: String(T0 + 1),
      state: 'synchronised',
    });
  });

  it('keeps as read what a person has marked, whatever the system says', async () => {
    await desk.push({
      ...later({ at: T0 + 1 }),
      cc_list: [{ ...example().cc_list[0], cc_id: 'c2', read_status: 'UNREAD' }],
    });
    await desk.wait(2);
    await desk.db().transaction(async (tx) => {
      await markCcRead(tx, ID, 'c2');
      await syncAdditions(tx, ID);
    });
    await desk.wait(2);
    const read = () => there()?.cc_list?.find((cc) => cc.cc_id === 'c2')?.read_status;
    expect(read()).toBe('READ');
    const unread = {
      ...example().cc_list[0],
      cc_id: 'c2',
      read_status: 'UNREAD',
      update_time: String(T0 + 9),
    };
    await desk.push({ ...later({ mode: 'REPLACE' }), cc_list: [unread] });
    await desk.wait(2);
    expect(read()).toBe('READ');
  });
});

describe('a burst on one instance', () => {
  it('is brought over one call at a time; nothing of it is lost, the latest wins', async () => {
    desk.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/external_instances',
      times: 1,
      answerDelayMs: 3_000,
    });
    await desk.push(example());
    for (let n = 1; n <= 20; n++) {
      const task = { ...example().task_list[0], task_id: `t${n}` };
      const push = { ...later({ at: T0 + n, status: n === 20 ? 'APPROVED' : 'PENDING' }), task_list: [task] };
      expect((await desk.push(push)).status).toBe(202);
    }
    await desk.wait(8);
    expect(there()).toMatchObject({ status: 'APPROVED', update_time: String(T0 + 20) });
    expect(there()?.task_list).toHaveLength(21);
    const codes = desk.syncs().map((call) => call.code);
    expect(codes.length).toBeLessThan(5);
    expect(codes.every((code) => code === 0)).toBe(true);
    expect((await desk.readBack(ID)).body.state).toBe('synchronised');
  });

  it('from many at once ends with the newest', async () => {
    const times = Array.from({ length: 30 }, (_, n) => T0 + ((n * 7) % 30));
    const answers = await Promise.all(
      times.map((at) =>
        desk.push(later({ at, mode: 'REPLACE', status: at === T0 + 29 ? 'APPROVED' : 'PENDING' })),
      ),
    );
    expect(answers.every(({ status }) => status === 202 || status === 409)).toBe(true);
    await desk.wait(10);
    expect(there()).toMatchObject({ update_time: String(T0 + 29), status: 'APPROVED' });
  });

  it('of more tasks than a call can carry goes over in several', async () => {
    desk.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/external_instances',
      times: 1,
      answerDelayMs: 3_000,
    });
    const tasks = (from: number) =>
      Array.from({ length: 250 }, (_, n) => ({ ...example().task_list[0], task_id: `t${from + n}` }));
    await desk.push({ ...example(), task_list: tasks(0) });
    await desk.push({ ...later({ at: T0 + 1 }), task_list: tasks(250) });
    await desk.push({ ...later({ at: T0 + 2 }), task_list: tasks(500) });
    await desk.wait(12);
    expect(there()?.task_list).toHaveLength(750);
    expect((await desk.readBack(ID)).body.state).toBe('synchronised');
  });
});

describe('when Feishu', () => {
  it.each([1395001, 1390014])('answers %i, the call comes again', async (code) => {
    desk.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/external_instances',
      times: 2,
      code,
    });
    await desk.push(example());
    await desk.wait(12);
    expect(there()).toEqual(example());
    expect(desk.syncs().map((call) => call.code)).toEqual([code, code, 0]);
  });

  eachOrOne([
    ['a scope is missing', 99991672],
    ['the quota of the month is used up', 99991403],
    ['the address of the bot is not on the allow list', 99991401],
    ['the token is not valid', 99991663],
  ])('says that %s, what was pushed arrives once that is mended', async (_what, code) => {
    const fault = desk.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/external_instances',
      code,
    });
    await desk.push(example());
    await desk.wait(30);
    expect((await desk.readBack(ID)).body.state).toBe('accepted');
    fault.remove();
    await desk.wait(60);
    expect(there()).toEqual(example());
  });

  it('keeps being busy, it is asked ever more rarely', async () => {
    desk.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/external_instances',
      code: 1395001,
    });
    await desk.push(example());
    await desk.clock.advance(20 * 60_000);
    expect(desk.syncs().length).toBeGreaterThan(8);
    expect(desk.syncs().length).toBeLessThan(14);
    expect((await desk.readBack(ID)).body.state).toBe('accepted');
  });

  it('loses its answer, a later change still arrives', async () => {
    await desk.push(example());
    await desk.wait(2);
    desk.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/external_instances',
      times: 3,
      drop: 'after',
    });
    await addOurs('bot-cc-1');
    await desk.wait(2);
    await addOurs('bot-cc-2', lisi);
    await desk.wait(15);
    expect(there()?.cc_list?.map((cc) => cc.cc_id)).toEqual(['1231243', 'bot-cc-1', 'bot-cc-2']);
  });

  it.each([1390001, 1390004, 99992351])(
    'refuses for one person (%i): the system can read in which fields that may be',
    async (code) => {
      const fault = {
        on: 'call',
        method: 'POST',
        path: '/open-apis/approval/v4/external_instances',
      } as const;
      desk.sandbox.faults.add({ ...fault, times: 1, code });
      const [task, cc] = [example().task_list[0]!, example().cc_list[0]!];
      const here = { user_id: desk.sandbox.person('zhangsan').user_id };
      const pushed = await desk.push({
        ...example(),
        open_id: lisi,
        task_list: [
          { ...task, ...here },
          { ...task, task_id: 't2', open_id: `ou_${'9'.repeat(32)}` },
        ],
        cc_list: [
          { ...cc, ...here },
          { ...cc, cc_id: 'c2', user_id: 'nobody00' },
          { ...cc, cc_id: 'c3', open_id: lisi },
        ],
      });
      expect(pushed).toMatchObject({ status: 202, body: { state: 'accepted' } });
      await desk.wait(3);
      const { body } = await desk.readBack(ID);
      expect(body).toMatchObject({ state: 'refused', refusal: { code } });
      expect(body.refusal?.message).toMatch(/: task_list\[1\]\.open_id, cc_list\[1\]\.user_id$/);
      expect(desk.syncs()).toHaveLength(1);
    },
  );

  it('refuses, the system can read why, and push it again once that is mended', async () => {
    const push = { ...example(), approval_code: 'oa-unknown' };
    await desk.push(push);
    await desk.wait(2);
    const { body } = await desk.readBack(ID);
    expect(body).toMatchObject({ state: 'refused', refusal: { code: 1390002 } });
    expect(desk.syncs()).toHaveLength(1);
    expect((await desk.push(push)).status).toBe(202);
    await desk.wait(2);
    expect(desk.syncs()).toHaveLength(2);
  });

  it('is away for hours, what was pushed arrives when it is back', async () => {
    desk.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/external_instances',
      drop: 'before',
    });
    await desk.push(example());
    await desk.wait(3);
    await desk.skip(5 * 3_600_000);
    desk.sandbox.faults.clear();
    await desk.wait(70);
    expect(there()).toEqual(example());
  });
});

it('two systems have their own instances side by side', async () => {
  await Promise.all([
    desk.push({ ...example(), instance_id: 'oa-1' }),
    desk.push({ ...example(), instance_id: 'crm-1' }, CRM),
  ]);
  await desk.wait(2);
  expect([desk.there('oa-1')?.instance_id, desk.there('crm-1')?.instance_id]).toEqual(['oa-1', 'crm-1']);
  const both = await Promise.all([
    desk.push({ ...example(), instance_id: 'same' }),
    desk.push({ ...example(), instance_id: 'same' }, CRM),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([202, 409]);
});
