import { expect, it } from 'vitest';
import { instanceAnswer } from '../../src/feishu/approval-instance.ts';
import { listed } from '../../src/feishu/listed.ts';

const instance = {
  approval_code: 'A',
  instance_code: 'I',
  approval_name: '采购',
  start_time: '1779239520000',
};

// The sandbox answers as the pages say, with a word; these are what no page has.
it.each([
  ['none', {}, 'UNKNOWN'],
  ['null', { status: null }, 'UNKNOWN'],
  ['a number', { status: 7 }, 'UNKNOWN'],
  ['the number of a known one', { status: 2 }, 'APPROVED'],
] as const)('a state that is %s does not keep an answer from being read', (_name, given, status) => {
  expect(instanceAnswer.parse({ ...instance, ...given })).toMatchObject({ instanceCode: 'I', status });
  expect(listed.parse({ approval: { code: 'A' }, instance: { code: 'I', ...given } })).toMatchObject({
    instanceCode: 'I',
    status,
  });
});
