import { afterEach, beforeEach, expect, it } from 'vitest';
import { PAST, WAITING } from '../../../src/store/time/move-times.ts';
import { engines, type OpenEngine } from '../../support/engines.ts';

/** What Feishu or a system says or is held against what Feishu says, what the schedule is brought up to date by, and what this is done with. */
const STAY = [
  'cc_copy.created_at',
  'cc_copy.read_at',
  'cc_remark.copied_at',
  'cc_request.created_at',
  'digest_setting.next_at',
  'external_action.created_at',
  'external_cc.created_at',
  'external_instance.update_time',
  'external_instance.given_time',
  'external_instance.tried_time',
  'noted_time.ms',
];

let engine: OpenEngine;
beforeEach(async () => {
  engine = await engines[0]!.open();
});
afterEach(() => engine.remove());

it('it is known of every time that is stored what becomes of it when the clock jumps', async () => {
  const columns = await engine.db.all<{ at: string }>(
    `select t.name || '.' || c.name as at from sqlite_master t join pragma_table_info(t.name) c
     where t.type = 'table' and lower(c.type) in ('bigint', 'double precision')`,
  );
  const sorted = [
    ...WAITING.flatMap(([table, names]) => names.map((name) => `${table}.${name}`)),
    ...PAST.map((names) => names.join('.')),
    ...STAY,
  ];
  expect(new Set(sorted).size).toBe(sorted.length);
  expect(columns.map(({ at }) => at).sort()).toEqual(sorted.sort());
});
