import { afterEach, beforeEach, expect, it } from 'vitest';
import { forgetOld } from '../../src/store/retention.ts';
import { type Desk, openDesk } from './desk.ts';
import { pushed } from './pushed.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const OLD = 'oa-0001';
const YOUNG = 'oa-0002';
const KEPT: Record<string, string> = {
  external_instance: 'instance_id',
  external_cc: 'instance_id',
  external_read: 'instance_id',
  external_notice: 'instance_id',
  external_name: 'instance_id',
  external_action: 'instance_id',
  cc_copy: 'instance_code',
  cc_instance: 'instance_code',
  card_message: 'instance_code',
};

/** The tables in which something is kept of an instance. */
async function keptOf(id: string): Promise<string[]> {
  const found: string[] = [];
  for (const [table, column] of Object.entries(KEPT)) {
    const rows = await desk.db().all(`select 1 from ${table} where ${column} in ($1, $2)`, id, `ext:${id}`);
    if (rows.length > 0) found.push(table);
  }
  return found.sort();
}

/** Whatever can be kept of an instance, which its system pushed last so many days ago. */
async function pushedBefore(id: string, days: number) {
  const ccs = [{ to: 'emma' }, { to: 'wangwu' }];
  await desk.push(pushed(desk, { id, tasks: [{ to: 'lisi' }], ccs }));
  await desk.wait(5);
  await desk.say('zhangsan', `/cc @赵六 ${id}`);
  await desk.wait(5);
  const { message_id } = desk.cards('direct:emma').at(-1)!;
  await desk.sandbox.click({ by: 'emma', message_id, button: { value: { a: 'external.read' } } });
  await desk.wait(3);
  await desk.db().run(
    `insert into external_action (id, instance_id, task_id, user_id, system, digest, content, state, told, created_at)
     values ($1, $2, 't', 'u', 'oa', 'd', '{}', 'done', 1, 0)`,
    `msg_${id}`,
    id,
  );
  const at = desk.clock.now() - days * 86_400_000;
  await desk.db().run('update external_instance set accepted_at = $2 where instance_id = $1', id, at);
}

it('of an instance nothing is kept longer than 400 days after its last push, of others everything', async () => {
  await pushedBefore(OLD, 401);
  await pushedBefore(YOUNG, 399);
  const everything = Object.keys(KEPT).sort();
  expect([await keptOf(OLD), await keptOf(YOUNG)]).toEqual([everything, everything]);
  await forgetOld(desk.db(), desk.clock);
  expect([await keptOf(OLD), await keptOf(YOUNG)]).toEqual([[], everything]);
});
