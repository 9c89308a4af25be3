import { expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/platform/index.ts';
import { startBot, startRig, WORLD_START } from './support.ts';

async function subscribed() {
  const rig = await startRig((world) => {
    world.settings.subscribed = ['purchase', 'expense'];
  });
  const bot = await startBot(rig.sandbox);
  await rig.sandbox.connect(bot.url);
  return { ...rig, bot };
}

const approvalEvents = (sandbox: Sandbox) =>
  sandbox.deliveries
    .map(({ payload }) => (payload as { event: Record<string, string> }).event)
    .map(({ type, status, task_id }) => [type, status, task_id?.slice(-3)]);

it('asks the next approver once the first has approved, and ends with the last', async () => {
  const { sandbox } = await subscribed();
  sandbox.decide({ by: 'lisi', instance: 'laptops', decision: 'approve', comment: '可以' });
  expect(sandbox.instance('laptops').status).toBe('PENDING');
  sandbox.decide({ by: 'zhaoliu', instance: 'laptops', decision: 'approve' });
  expect(sandbox.instance('laptops')).toMatchObject({ status: 'APPROVED', ended_at: WORLD_START });
  expect(approvalEvents(sandbox).map(([type, status]) => `${type} ${status}`)).toEqual([
    'approval_task APPROVED',
    'approval_task PENDING',
    'approval_task APPROVED',
    'approval_instance APPROVED',
  ]);
});

it('ends with a rejection, whose comment stands in the timeline', async () => {
  const { sandbox } = await subscribed();
  sandbox.decide({ by: 'lisi', instance: 'laptops', decision: 'reject', comment: '超出预算' });
  const { status, tasks, timeline } = sandbox.instance('laptops');
  expect([status, tasks.map((task) => task.status)]).toEqual(['REJECTED', ['REJECTED']]);
  expect(timeline.at(-1)).toMatchObject({ type: 'REJECT', comment: '超出预算' });
});

it('lets the initiator withdraw, which closes open tasks', async () => {
  const { sandbox, bot } = await subscribed();
  sandbox.decide({ by: 'wangwu', instance: 'trip-expense', decision: 'withdraw' });
  expect(sandbox.instance('trip-expense').tasks.map(({ status }) => status)).toEqual(['APPROVED', 'DONE']);
  expect(approvalEvents(sandbox)).toEqual([
    ['approval_task', 'DONE', '302'],
    ['approval_instance', 'CANCELED', undefined],
  ]);
  await expect
    .poll(() => bot.received.map(({ payload }) => payload.event.status))
    .toEqual(['DONE', 'CANCELED']);
});

it.each([
  ['someone who was not asked', 'emma', 'laptops', 'approve', 'nothing to decide'],
  ['someone else than the initiator', 'lisi', 'laptops', 'withdraw', 'only 张三 can withdraw'],
  ['what is decided already', 'zhangsan', 'annual-leave', 'approve', 'decided already'],
] as const)('refuses %s', async (_name, by, instance, decision, message) => {
  const { sandbox } = await subscribed();
  expect(() => sandbox.decide({ by, instance, decision })).toThrow(message);
  expect(approvalEvents(sandbox)).toEqual([]);
});
