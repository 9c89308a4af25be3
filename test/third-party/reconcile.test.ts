import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markCcRead } from '../../src/store/tables/third-party-ccs.ts';
import { syncAdditions } from '../../src/third-party/sync/sync-queue.ts';
import { type Desk, example, openDesk } from './desk.ts';

const ID = '3162634';
const CHECK = '/open-apis/approval/v4/external_instances/check';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
  await desk.push(example());
  await desk.wait(2);
});
afterEach(() => desk.close());

/** Lets minutes pass. */
const pass = (minutes: number) => desk.clock.advance(minutes * 60_000);
const checks = () => desk.sandbox.calls.filter((call) => call.path === CHECK);
const externals = () => desk.sandbox.platform.externals.instances;
const bend = (change: object) => {
  const known = externals().get(ID);
  if (known) known.body = { ...known.body, ...change };
};

describe('every five minutes', () => {
  it('what was given is compared once, and nothing is asked while nothing changes', async () => {
    await pass(5.5);
    expect(checks()).toHaveLength(1);
    expect(checks()[0]?.body).toEqual({
      instances: [
        {
          instance_id: ID,
          update_time: '1657093395000',
          tasks: [{ task_id: '112253', update_time: '1638468921000' }],
        },
      ],
    });
    await pass(10);
    expect(checks()).toHaveLength(1);
    expect(desk.syncs()).toHaveLength(1);
  });

  it.each<[string, () => void]>([
    ['does not have it', () => externals().delete(ID)],
    ['has it older', () => bend({ update_time: '1657093390000', status: 'REJECTED' })],
    ['lacks a task', () => bend({ task_list: [] })],
    [
      'has a task older',
      () =>
        bend({ task_list: [{ ...example().task_list[0], update_time: '1638468920000', status: 'DONE' }] }),
    ],
  ])('it is given again where Feishu %s', async (_what, harm) => {
    harm();
    await pass(6);
    expect(desk.syncs().at(-1)?.body).toMatchObject({ update_mode: 'UPDATE' });
    const { update_time: _time, update_mode: _mode, ...rest } = example();
    expect(desk.there(ID)).toMatchObject(rest);
    await pass(5.5);
    expect(desk.syncs()).toHaveLength(2);
  });

  it('is not given again where it was deleted and Feishu does not have it any more', async () => {
    await desk.push({ ...example(), update_time: '1657093395001', status: 'DELETED' });
    await desk.wait(2);
    externals().delete(ID);
    await pass(11);
    expect(desk.syncs()).toHaveLength(2);
    expect(desk.log.text()).not.toContain('otherwise');
  });

  it('one that Feishu does not compare keeps no other from being compared', async () => {
    await desk.push({ ...example(), instance_id: 'other' });
    await desk.wait(2);
    externals().delete('other');
    desk.sandbox.faults.add({ on: 'call', path: CHECK, code: 1390001, times: 2 });
    await pass(6);
    expect(desk.there('other')).toBeDefined();
    expect(desk.log.text()).toContain('does not compare a third-party instance');
  });

  it('is replaced where Feishu has a task newer than it ever was', async () => {
    bend({ task_list: [{ ...example().task_list[0], update_time: '1700000000000', status: 'DONE' }] });
    await pass(11);
    expect(desk.there(ID)?.task_list).toEqual(example().task_list);
    expect(desk.syncs().at(-1)?.body).toMatchObject({ update_mode: 'REPLACE' });
  });

  it('a difference that nothing mends is left alone after three times, with an error in the log', async () => {
    const wrong = { diff_instances: [{ instance_id: ID, update_time: '1', tasks: [] }] };
    desk.sandbox.faults.add({
      on: 'call',
      path: CHECK,
      answer: { status: 200, body: { code: 0, msg: '', data: wrong } },
    });
    await pass(31);
    expect(desk.syncs()).toHaveLength(4);
    expect(desk.log.text()).toContain('keeps having a third-party instance otherwise');
  });
});

describe('a mark that Feishu has refused', () => {
  const SYNC = '/open-apis/approval/v4/external_instances';
  beforeEach(async () => {
    await desk.push({
      ...example(),
      instance_id: 'other',
      cc_list: [{ ...example().cc_list[0], cc_id: 'c2', read_status: 'UNREAD' }],
    });
    await desk.wait(2);
  });
  const mark = async () => {
    await desk.db().transaction(async (tx) => {
      await markCcRead(tx, 'other', 'c2');
      await syncAdditions(tx, 'other');
    });
    await desk.wait(2);
  };
  const status = () => desk.there('other')?.cc_list?.[0]?.read_status;

  it('is given again', async () => {
    const fault = desk.sandbox.faults.add({ on: 'call', path: SYNC, code: 1390004 });
    await mark();
    fault.remove();
    expect(status()).toBe('UNREAD');
    await pass(5.5);
    expect(status()).toBe('READ');
    const calls = desk.syncs().length;
    await pass(11);
    expect(desk.syncs()).toHaveLength(calls);
  });

  it('is given three times more, then `external check` tells of it and repairs it', async () => {
    const fault = desk.sandbox.faults.add({ on: 'call', path: SYNC, code: 1390004 });
    await mark();
    const calls = desk.syncs().length;
    await pass(26);
    expect(desk.syncs()).toHaveLength(calls + 3);
    fault.remove();
    const lines = await desk.command('external.check', { repair: true });
    expect(lines).toContain(
      'oa other: Feishu has not been given the copies and marks that people have added last',
    );
    expect(status()).toBe('READ');
  });
});

describe('external check', () => {
  const check = (args = {}) => desk.command('external.check', args);

  it('finds nothing where all is well', async () => {
    expect(await check()).toEqual(['1 instances compared, 0 differ.']);
    expect(await check({ system: 'crm' })).toEqual(['0 instances compared, 0 differ.']);
  });

  it('says what differs, and gives it again if asked to', async () => {
    bend({ status: 'REJECTED', task_list: [{ ...example().task_list[0], task_id: 'strange' }] });
    const lines = [
      `oa ${ID}: Feishu has the status REJECTED instead of PENDING`,
      `oa ${ID}: Feishu does not have the task 112253`,
      `oa ${ID}: Feishu has a task strange, which the system does not have`,
    ];
    expect(await check()).toEqual([...lines, '1 instances compared, 1 differ.']);
    expect(desk.syncs()).toHaveLength(1);
    expect(await check({ repair: true })).toEqual([
      ...lines,
      '1 instances compared, 1 differ and are sent again.',
    ]);
    expect(await check()).toEqual(['1 instances compared, 0 differ.']);
    expect(desk.there(ID)?.task_list).toEqual(example().task_list);
  });

  it('does not wait for what systems have pushed', async () => {
    desk.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/external_instances',
      code: 1395001,
    });
    await desk.push({ ...example(), instance_id: 'other' });
    await desk.wait(2);
    const before = desk.clock.now();
    await check();
    expect(desk.clock.now() - before).toBeLessThan(25_000);
  });

  it('names what was refused', async () => {
    await desk.push({ ...example(), instance_id: 'other', approval_code: 'unknown' });
    await desk.wait(2);
    const lines = await check();
    expect(lines[0]).toMatch(/^oa other: refused, 1390002 /);
    expect(lines.at(-1)).toBe('1 are not there yet, or were refused.');
  });

  it('gives again what was refused, if asked to', async () => {
    const fault = desk.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/external_instances',
      code: 1390004,
    });
    await desk.push({ ...example(), instance_id: 'other' });
    await desk.wait(2);
    fault.remove();
    expect((await desk.readBack('other')).body.state).toBe('refused');
    expect((await check({ repair: true }))[0]).toMatch(/^oa other: refused, 1390004 .*; it is sent again$/);
    expect((await desk.readBack('other')).body.state).toBe('synchronised');
  });
});
