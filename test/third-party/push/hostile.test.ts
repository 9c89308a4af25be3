import { describe, expect, it } from 'vitest';
import { parsed } from '../../../src/lib/parsed.ts';
import { readPush } from '../../../src/third-party/push/read.ts';
import { quickAction } from '../../../src/third-party/quick-approval/action.ts';

/** What JSON may have in the place of a text, and programs trip over. */
const HOSTILE: [string, unknown][] = [
  ['an object that can not become a text', { toString: 1, valueOf: 1 }],
  ['an object with a length', { length: { toString: 1, valueOf: 1 } }],
  ['an object with an endless length', { length: 1e308 }],
  ['a list of such', [{ toString: 1, valueOf: 1 }, { length: {} }]],
  ['null', null],
  ['a number', 1e308],
  ['a long text', 'x'.repeat(100_000)],
];

const links = { pc_link: 'https://a.b/1', mobile_link: 'https://a.b/1' };
const at = '1780000000000';
const simple = {
  approval_code: 'c',
  instance_id: 'i',
  status: 'PENDING',
  extra: '{"business_key":"A-1"}',
  links,
  title: { 'zh-CN': '合同' },
  form: [{ name: '金额', value: '1' }],
  user_id: 'u',
  user_name: '张三',
  start_time: at,
  update_time: at,
  task_list: [
    {
      task_id: 't',
      user_id: 'u',
      status: 'PENDING',
      links,
      action_configs: [{ action_type: 'X', action_name: '好', is_need_reason: true }],
    },
  ],
  cc_list: [{ cc_id: 'cc', user_id: 'u', links }],
};
const texts = [
  { key: '@i18n@1', value: '合同' },
  { key: '@i18n@2', value: '金额' },
];
const documented = {
  ...simple,
  title: '@i18n@1',
  form: [{ name: '@i18n@2', value: '@i18n@2' }],
  end_time: '0',
  task_list: simple.task_list.map((task) => ({ ...task, create_time: at, end_time: '0' })),
  cc_list: simple.cc_list.map((cc) => ({ ...cc, read_status: 'UNREAD', create_time: at, update_time: at })),
  i18n_resources: [{ locale: 'zh-CN', is_default: true, texts }],
};
const acted = {
  action_type: 'APPROVE',
  user_id: 'u',
  approval_code: 'c',
  instance_id: 'i',
  task_id: 't',
  message_id: '1',
  reason: 'x',
  attachments: [{ file_type: 'IMAGE', file_size: 1, file_name: 'a', url: 'https://a.b' }],
};

/** The value with something else in each of its places, one at a time. */
function withEach(value: unknown, other: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const put = (one: unknown) =>
      Array.isArray(value) ? value.with(Number(name), one) : { ...value, [name]: one };
    return [put(other), ...withEach(inner, other).map(put)];
  });
}

describe.each(HOSTILE)('%s, wherever it stands', (_name, hostile) => {
  it.each([
    ['a simple push', simple],
    ['a documented push', documented],
  ])('is a problem of %s or is taken, and never a failure', (_shape, push) => {
    expect(withEach(push, hostile).length).toBeGreaterThan(25);
    for (const one of withEach(push, hostile)) expect(Object.keys(readPush(one))).toHaveLength(1);
  });

  it('is no failure in what a person did about a task', () => {
    for (const one of withEach(acted, hostile)) expect(parsed(quickAction, one)).toHaveProperty('success');
  });
});

it('and without it both shapes are taken', () => {
  for (const push of [simple, documented]) expect(readPush(push)).toHaveProperty('instance');
  expect(parsed(quickAction, acted).success).toBe(true);
});
