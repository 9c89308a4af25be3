import { afterEach, beforeEach, expect, it } from 'vitest';
import { openOffice } from '../support/bot.ts';

/** All that wait in the database of a bot, by what was in it before it was parsed: of these nothing may be renamed. */
const queues =
  `event send send.bulk cc.copy cc.live reading.changed reading.person digest.prepare digest.report
  create.start create.sentence create.open create.show create.search create.preview create.submit create.attach create.people create.expire
  create.withdraw status.refresh external.given external.added external.sync external.forward announce.told
  announce.patch`.split(/\s+/);
/** What no version has written so far; the empty object is what the jobs carry whose key says everything. */
const payloads = ['null', '[]', '"text"', '{"draftId":null,"cardKey":7,"openId":{},"to":{"kind":"moon"}}'];
const anyObject = ['cc.copy', 'external.forward'];

let office: Awaited<ReturnType<typeof openOffice>>;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

it('a job that another version of the program wrote is quarantined, with its queue and the place, and the bot goes on', async () => {
  for (const queue of queues)
    for (const payload of anyObject.includes(queue) ? payloads.slice(0, 3) : payloads)
      await office.db().run(
        `insert into job (queue, key, payload, state, run_at, created_at)
           values ($1, $2, $3, 'ready', now_ms(), now_ms())`,
        queue,
        `strange ${payload}`,
        payload,
      );
  const left = () =>
    office.db().all<{ queue: string; key: string; state: string; error: string | null }>(
      `select queue, key, state, error from job where key like 'strange%'
       and (state <> 'quarantined' or error is null
         or error not like 'the payload of ' || queue || ' is unreadable at %' or error like '%;%')`,
    );
  for (let minute = 0; minute < 10 && (await left()).length > 0; minute++) await office.wait(60);
  expect(await left()).toEqual([]);
  await office.say('zhangsan', '/help');
  await office.wait(2);
  expect(office.heard('direct:zhangsan').join()).toContain('/cc');
});
