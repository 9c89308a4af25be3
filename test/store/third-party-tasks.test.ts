import { expect, it } from 'vitest';
import { externalTaskTables } from '../../src/store/migrations/0008-external-tasks.ts';
import { acceptPush } from '../../src/third-party/push/accept.ts';
import { readPush } from '../../src/third-party/push/read.ts';
import { botClock } from '../support/clock.ts';
import { engines } from '../support/engines.ts';

const push = (id: string, more: object = {}) => {
  const at = '1779239520000';
  const task = { task_id: 'step-1', status: 'PENDING', open_id: 'ou_1', title: 'status":"PENDING' };
  const read = readPush({
    approval_code: 'A',
    instance_id: id,
    status: 'PENDING',
    user_id: '7f3a',
    links: 'https://oa.example.com',
    start_time: at,
    update_time: at,
    task_list: [task, { ...task, task_id: 'step "2"', user_id: '7f3a' }],
    ...more,
  });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.instance;
};

it.each(engines)(
  'an update of the program finds the tasks that wait, on the $name engine',
  async ({ open }) => {
    const { db, remove } = await open(botClock());
    const tasks = () => db.all('select * from external_task order by instance_id, task_id');
    await acceptPush(db, 'oa', push('waits'));
    await acceptPush(db, 'oa', push('is hidden', { status: 'HIDDEN' }));
    await acceptPush(db, 'oa', push('has ended', { status: 'APPROVED' }));
    await acceptPush(db, 'oa', push('has none', { task_list: undefined }));
    const kept = await tasks();
    expect(kept).toHaveLength(4);
    await db.transaction(async (tx) => {
      await tx.run('drop table external_task');
      for (const statement of externalTaskTables(db.dialect)) await tx.run(statement);
    });
    expect(await tasks()).toEqual(kept);
    await remove();
  },
);
