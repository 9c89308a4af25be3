import { describe, expect, it } from 'vitest';
import { emptyBody, type FormDraft } from '../../../src/handlers/create/deps.ts';
import { contextOf, draftUnits, readDraft } from '../../../src/handlers/create/draft-form.ts';
import { typedPeople } from '../../../src/handlers/create/typed-people.ts';

const node = {
  name: '部门',
  isCc: false,
  needsApprover: true,
  needsCc: false,
  several: false,
  range: undefined,
};
const cc = { ...node, id: 'cc', isCc: true, needsApprover: false, needsCc: true };

function draft(
  nodes: object[],
  values: Record<string, string | string[]>,
  departments: string[] = [],
): FormDraft {
  const body = emptyBody({ messageId: null, chatId: '', direct: true }, '');
  body.definition = { name: '审批', form: '[]', nodes: nodes as never };
  body.departments = departments.map((id) => ({ id, openId: `od-${id}`, name: id }));
  body.filled.values = values;
  return {
    id: 'd',
    person: 'ou_me',
    approvalCode: 'A',
    state: 'filling',
    revision: 1,
    body,
    instanceCode: null,
  };
}

const read = (one: FormDraft) => readDraft(one, contextOf(one, []));
const problems = (one: FormDraft) => read(one).problems.map(({ at, key }) => `${at} ${key}`);
const many = (count: number) => Array.from({ length: count }, (_one, n) => `ou_${n}`);

describe('whom the initiator chooses', () => {
  it.each<[string, object, Record<string, string | string[]>, string[]]>([
    ['nobody', { ...node, id: 'n' }, {}, ['approver:n form.error.approver']],
    [
      'two where one decides',
      { ...node, id: 'n' },
      { 'approver:n': ['ou_a', 'ou_b'] },
      ['approver:n form.error.one_person'],
    ],
    ['two where several decide', { ...node, id: 'n', several: true }, { 'approver:n': ['ou_a', 'ou_b'] }, []],
    [
      'somebody out of range',
      { ...node, id: 'n', range: ['ou_a'] },
      { 'approver:n': 'ou_b' },
      ['approver:n form.error.approver_range'],
    ],
    ['nobody to copy', cc, {}, []],
    ['20 to copy', cc, { 'cc:cc': many(20) }, []],
    ['21 to copy', cc, { 'cc:cc': many(21) }, ['cc:cc form.error.too_many_cc']],
  ])('%s', (_name, one, values, expected) => {
    expect(problems(draft([one], values))).toEqual(expected);
  });

  it('has a picker that offers those in range alone', () => {
    const one = draft([{ ...node, id: 'n', range: ['ou_a'] }], {});
    const [unit] = draftUnits(one, contextOf(one, ['ou_z']));
    expect(unit?.fields).toEqual([{ as: 'person', name: 'approver:n', value: '', options: ['ou_a'] }]);
  });
});

describe('the department', () => {
  it.each([
    [['one'], {}, undefined],
    [['one', 'two'], {}, 'one'],
    [['one', 'two'], { 'department:': 'two' }, 'two'],
    [['one', 'two'], { 'department:': 'another' }, 'one'],
  ])('of %j, chosen %j, is %s', (departments, values, expected) => {
    expect(read(draft([], values, departments)).departmentId).toBe(expected);
  });
});

it('finds addresses and numbers in what was typed', () => {
  const text = '请加 A.b+c@example.com、 131 2222-2222 和 +447700900123，编号 42';
  expect(typedPeople([{ kind: 'text', text }])).toEqual({
    emails: ['A.b+c@example.com'],
    mobiles: ['13122222222', '+447700900123'],
  });
});
