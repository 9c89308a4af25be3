import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, type Desk, openDesk } from './desk.ts';

/** A code that no page names. */
const STRANGE = 7654321;
const DEPARTMENTS = '/open-apis/contact/v3/users/:id';

let desk: Desk;
const strange = (path: string, times?: number) =>
  desk.sandbox.faults.add({
    on: 'call',
    method: 'GET',
    path,
    ...(times && { times }),
    answer: { status: 400, body: { code: STRANGE, msg: 'failed' } },
  });
const text = () => desk.read(desk.last('zhangsan'));

describe('what a person may start, while Feishu answers with a code that nobody knows', () => {
  beforeEach(async () => {
    desk = await openDesk(['purchase', 'operations'], {
      change(world) {
        for (const one of world.definitions)
          if (one.kind === 'native' && one.handle === 'operations')
            one.viewers = [{ type: 'DEPARTMENT', id: 'od-48aed2054dbe2ac68353cf497734b867' }];
      },
    });
  });
  afterEach(() => desk.close());

  it.each(['departments', 'the definition'])('is asked for again: %s', async (what) => {
    strange(
      what === 'departments' ? DEPARTMENTS : `/open-apis/approval/v4/approvals/${codeOf('operations')}`,
      3,
    );
    await desk.say('zhangsan', '/create');
    await desk.wait(10);
    expect(text()).toContain('运营活动');
    expect(text()).toContain('采购申请');
    expect(text()).not.toContain('查不到');
  });

  it.each(['departments', 'the definition'])('is said to be unclear, beside the others: %s', async (what) => {
    strange(
      what === 'departments' ? DEPARTMENTS : `/open-apis/approval/v4/approvals/${codeOf('operations')}`,
    );
    await desk.say('zhangsan', '/create');
    await desk.wait(15);
    expect(text()).toContain('采购申请');
    expect(text()).not.toContain('运营活动');
    expect(text()).toContain('还有 1 种审批现在查不到');
  });

  it('is not called nothing when all of it is unclear', async () => {
    strange('/open-apis/approval/v4/approvals/:id');
    await desk.say('zhangsan', '/create');
    await desk.wait(15);
    expect(text()).toContain('我现在查不到你可以发起哪些审批');
  });

  it('is not hidden because the calls of the month are used up', async () => {
    desk.sandbox.faults.add({ on: 'call', path: DEPARTMENTS, code: 99991403 });
    await desk.say('zhangsan', '/create');
    await desk.wait(5);
    expect(text()).toContain('额度');
  });
});

describe('the department of a form, while Feishu answers with a code that nobody knows', () => {
  beforeEach(async () => {
    desk = await openDesk(['purchase']);
  });
  afterEach(() => desk.close());

  it('can be chosen once the answer is there', async () => {
    strange(DEPARTMENTS, 3);
    await desk.say('wangwu', '/create 采购');
    await desk.wait(10);
    expect(desk.read(desk.last('wangwu'))).toContain('部门');
    expect(desk.read(desk.last('wangwu'))).not.toContain('查不到');
  });

  it('is said to be unclear, and the form can be filled in', async () => {
    strange(DEPARTMENTS);
    await desk.say('wangwu', '/create 采购');
    await desk.wait(15);
    expect(desk.read(desk.last('wangwu'))).toContain('现在查不到你属于哪些部门');
  });
});
