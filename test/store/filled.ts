import { claimJobs } from '../../src/jobs/claim.ts';
import { finishJob } from '../../src/jobs/end.ts';
import { addJob } from '../../src/jobs/queue.ts';
import type { Db } from '../../src/store/db.ts';
import { addRequest } from '../../src/store/tables/cc-requests.ts';
import { START } from '../support/clock.ts';

/** Further rows, for tables that hold plain values only. */
const PLAIN: Record<string, string> = {
  person: `'7f3a', null, 5`,
  cc_copy: `'75', 'event', '7f3a', null, 'A', 'I', 1779239520000, null, null`,
  cc_instance: `'I', 'A', '采购 🎉', '202611200001', 'PENDING', 'ou_1', '', '', '', 5, null`,
  cc_check: `'ou_1', 5, 3`,
  cc_receipt: `'receipt:r1', 'r1', 'A', 'I', null, 5, '{}', '{}', 0, 5, 0`,
  cc_reminder: `'r1', 5`,
  instance_summary: `'I', 'A', 'ou_1', '["ou_2"]', '笔记本 ×3 🎉', '', 5`,
  cc_remark: `'I', 'ou_1', 'ou_2', '请看', 1779239520000`,
  digest_setting: `'ou_1', 1, 510, '[1,5]', 'Asia/Tokyo', 0, 2, '[]', '2026-06-01', null, 1779239520000, 5, 'CN'`,
  digest_day: `'ou_1', '2026-05-20', 'sent', '', 2, '{"fresh":["I"],"earlier":[]}', 5`,
  digest_snooze: `'ou_1', 'I', '2026-05-25'`,
  digest_summary: `'2026-05-19', 5`,
  noted_time: `'moved', 0`,
  tally: `'call', 'approval.instance.cc', '2026-05', 7, 5`,
  definition: `'A', '{"name":"采购 🎉"}', 5`,
  definition_text: `'A', 'en_us', 'Purchase', '{"name":"Purchase"}', 5`,
  definition_change: `'A', 3`,
  person_language: `'ou_1', 'ja_jp', 5`,
  definition_id: `'A', '7090754740375519251'`,
  draft: `'d1', 'ou_1', null, 'filling', 2, '{"words":"采购"}', null, 5, 1779239520000`,
  followed_instance: `'I', 'A', '采购', 'ou_1', '[]', 3, 2, null, 5`,
  status_card: `'om_1', 'I', 'full', 5`,
  chosen_person: `'ou_1', 'ou_2', 5`,
  welcomed: `'ou_1', 5`,
  sent_card: `'create:d1', 'create', 'ou_1', 'd1', '["A"]', 'oc_1', 'om_1', 5`,
  card_press: `'create:d1', 'create.start', 'ou_1', 'd2', 5`,
  external_notice: `'external:cc:1:2:ou_1', '1', 'cc', '2', 'ou_1', 'sent', 'external.copied PENDING', 'om_1', 0, 1, 5`,
  external_name: `'HT-1', '1'`,
  instance_alias: `'7418929504369377284', 'I-1', 5`,
  external_task: `'1', 'step-1', 'A', '7f3a', ''`,
  external_task_past: `'1', 'step-0', 'A', '7f3a', '', 5`,
  external_definition: `'contract', 'A', '{"approval_name":"合同"}', 5, 'erp'`,
  external_guess: `'erp', 1, 5`,
  external_instance: `'1', 'erp', 'A', 'given', 5, 'UPDATE', 'f00d', '{"title":"合同"}', null, 2, 2, 5, 5, 2, 5, 1, 0, null, null, 1390001, 'no', 5`,
  external_cc: `'cc-1', '1', '7f3a', null, 'ou_2', '合同', 5, 1`,
  external_read: `'1', 'cc-1', 5, 1`,
  external_action: `'w1', 'seal', '1', 'step-1', '7f3a', 'erp', 'f00d', '{"reason":"好"}', 'done', null, 1, 5`,
};
/** Rows of every table, over several pages, with every kind of value. */
export async function fill(db: Db) {
  await db.transaction(async (tx) => {
    for (let n = 0; n < 450; n++)
      await addJob(tx, { queue: 'q', key: `k${n}`, payload: { n, text: '抄送 🎉' } });
    await tx.run(`delete from job where key in ('k3', 'k449')`);
    await addRequest(tx, {
      id: 'r1',
      messageId: 'om_1',
      chatId: 'oc_1',
      direct: true,
      sender: 'ou_1',
      recipients: ['ou_2'],
      comment: `'quoted' "twice" \\ \n ${'长'.repeat(5_000)}`,
      leftOutSelf: false,
      instanceCode: null,
      pickerMessageId: null,
      createdAt: START,
    });
    await tx.run(`insert into rate_limit values ('api', 1779239520000.1234567)`);
    await tx.run(`insert into rate_limit values ('', 0)`);
    await tx.run(`insert into click values ('ev', 'om', 'ou', 'cc.pick', '{}', 1779239520000)`);
    await tx.run(`insert into outbound values ('a', null, null, null)`);
    await tx.run(`insert into outbound values ('A', 1, 'om_2', 2)`);
    await tx.run(`insert into card_message values ('om_2', 'A', 'I', 5)`);
    await tx.run(`insert into seen_instance values ('I', 'A', '202611200001', 5)`);
    for (const [table, row] of Object.entries(PLAIN)) await tx.run(`insert into ${table} values (${row})`);
  });
  for (const job of await claimJobs(db, ['q'], 10)) await db.transaction((tx) => finishJob(tx, job));
}
