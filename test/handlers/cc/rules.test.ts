import { describe, expect, it } from 'vitest';
import type { ApprovalInstance } from '../../../src/feishu/approval-instance.ts';
import type { ListedInstance, Period } from '../../../src/feishu/listed.ts';
import { notReached } from '../../../src/handlers/cc/copy.ts';
import { merge, recentInstances } from '../../../src/handlers/cc/recent.ts';
import { capturedLog } from '../../support/log.ts';

it('the lists are asked for 30 days and not a millisecond more, though time goes on meanwhile', async () => {
  const spans: number[] = [];
  const list = async (_openId: string, { from, to }: Period) => {
    spans.push(to - from);
    return [];
  };
  let now = 1_780_000_000_000;
  const parts = {
    db: { all: async () => [] },
    lists: { initiatedBy: list, copiedTo: list, tasksOf: async () => [] },
    time: { estimate: () => now++ },
    log: capturedLog().log,
  };
  await recentInstances(parts as unknown as Parameters<typeof recentInstances>[0])('ou_me');
  expect(spans).toEqual([30 * 86_400_000, 30 * 86_400_000]);
});

describe('whom a call whose answer was lost has reached', () => {
  const entry = (by: string, ...to: [string, string][]) => ({
    by,
    at: 1,
    comment: '',
    to: to.map(([openId, ccId]) => ({ openId, ccId })),
    unnamed: 0,
  });
  const missing = (known: string[], ...ccs: ApprovalInstance['ccs']) =>
    notReached({ sender: 'ou_me', recipients: ['ou_a', 'ou_b'], comment: '请看', knownCcs: known }, {
      ccs,
    } as ApprovalInstance);

  it('is nobody when nothing is new', () => {
    expect(missing(['1:ou_a', '2:ou_b'], entry('ou_me', ['ou_a', '1'], ['ou_b', '2']))).toEqual([
      'ou_a',
      'ou_b',
    ]);
  });
  it('is everybody in a new entry of the sender', () => {
    expect(
      missing(['1:ou_a'], entry('ou_me', ['ou_a', '1']), entry('ou_me', ['ou_a', '3'], ['ou_b', '4'])),
    ).toEqual([]);
  });
  it('may be a part of them', () => {
    expect(missing([], entry('ou_me', ['ou_b', '4']))).toEqual(['ou_a']);
  });
  it('is nobody in an entry of somebody else', () => {
    expect(missing([], entry('ou_other', ['ou_a', '3'], ['ou_b', '4']))).toEqual(['ou_a', 'ou_b']);
  });
  it('is assumed of an entry that does not say whose it is: copying twice is worse', () => {
    expect(missing([], entry('', ['ou_a', '3'], ['ou_b', '4']))).toEqual([]);
  });
  it('is told by the comment, where several requests of the sender are under way', () => {
    const reaches = (comment: string) =>
      missing([], { ...entry('ou_me', ['ou_a', '1'], ['ou_b', '2']), comment });
    expect(reaches('请看')).toEqual([]);
    expect(reaches('另一条')).toEqual(['ou_a', 'ou_b']);
    expect(reaches('')).toEqual([]);
  });
  it('is assumed to be everybody where a new entry does not say who they are', () => {
    const unnamed = { ...entry('ou_me', ['ou_a', '1']), at: 2, unnamed: 1 };
    expect(missing([], unnamed)).toEqual([]);
    expect(missing(['1:ou_a', '2:?'], unnamed)).toEqual(['ou_a', 'ou_b']);
  });
  it('is told by the time of an entry where there is no id', () => {
    expect(missing(['1:ou_a'], { ...entry('ou_me', ['ou_a', '']), at: 1 })).toEqual(['ou_a', 'ou_b']);
    expect(missing(['1:ou_a'], { ...entry('ou_me', ['ou_a', '']), at: 2 })).toEqual(['ou_b']);
  });
});

describe('the instances offered', () => {
  const listed = (instanceCode: string, over: Partial<ListedInstance> = {}): ListedInstance => ({
    instanceCode,
    approvalCode: 'a',
    approvalName: 'n',
    serialNumber: '',
    instanceId: '',
    status: 'PENDING',
    startedAt: 0,
    ...over,
  });
  const order = (...found: ListedInstance[]) => merge(found).map((one) => one.instanceCode);

  it('come newest first, what waits for this person before that, what is long decided behind', () => {
    const tasks = ['t1', 't2', 't3', 't4', 't5'].map((code) => listed(code));
    const done = listed('d', { status: 'APPROVED' });
    expect(order(listed('old', { startedAt: 1 }), listed('new', { startedAt: 2 }), ...tasks, done)).toEqual([
      't1',
      't2',
      't3',
      't4',
      'new',
      'old',
      't5',
      'd',
    ]);
  });
  it('come once, with what each list knows', () => {
    const [one, ...others] = merge([
      listed('x', { serialNumber: '1', startedAt: 5 }),
      listed('x', { instanceId: '7' }),
    ]);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ serialNumber: '1', instanceId: '7', startedAt: 5 });
  });
  it('do not include deleted ones', () => {
    expect(order(listed('x', { status: 'DELETED' }))).toEqual([]);
  });
});
