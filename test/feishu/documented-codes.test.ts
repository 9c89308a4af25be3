import { describe, expect, it } from 'vitest';
import { adviceFor } from '../../src/feishu/gateway/advice.ts';
import { SET_UP } from '../../src/feishu/gateway/codes.ts';
import { FeishuRefusal, isStatement } from '../../src/feishu/gateway/errors.ts';
import { meaningOf } from '../../src/feishu/gateway/meanings.ts';
import { problemOf } from '../../src/handlers/cc/problems.ts';
import { fileProblem } from '../../src/handlers/create/attach.ts';
import { problemKey, submissionProblem, withdrawalProblem } from '../../src/handlers/create/problems.ts';
import { refusalNotice } from '../../src/handlers/create/refusals.ts';
import { generalProblem } from '../../src/outbound/problems.ts';
import { ORACLES } from '../oracles/hold.ts';

const documented = Object.entries(ORACLES.explorer.operations).flatMap(([operation, { errors }]) =>
  Object.keys(errors ?? {}).map((code): [string, number] => [operation, Number(code)]),
);
const of = (operation: string) => documented.flatMap(([name, code]) => (name === operation ? code : []));

/** Of all endpoints, of the previous generation, and seen beside the tables. */
const BESIDES = [
  ...[99991672, 99991403, 99991401, 99991663, 99991668, 11205, 99992361],
  ...[60001, 60002, 60003, 60004, 60009, 60010, 60011, 60013],
];
const refusal = (code: number) =>
  new FeishuRefusal('an endpoint', { code, msg: '', status: 400, logId: undefined, resetMs: undefined });

const APPROVALS = '/open-apis/approval/v4';
const SEEN_OF_APPROVALS = [1390001, 1390003, 1390004, 1390006, 1390009, 1390010, 1390013, 1390015, 1390018];

/** What a person is told of each code, by what they have asked for. Each is there on purpose. */
const told: Record<
  string,
  { codes: number[]; say(error: FeishuRefusal): string; said: Record<string, number[]> }
> = {
  'a CC': {
    codes: [...of(`POST ${APPROVALS}/instances/cc`), ...SEEN_OF_APPROVALS, 1390016, 1395210, 41050, 99992351],
    say: (error) => problemOf(error, { id: 'r', state: 'sending' }).key,
    said: {
      'cc.error.rejected': [1390001, 1390004, 41050, 99992351],
      'cc.error.definition_gone': [1390002, 1390015, 1390016],
      'cc.error.instance_gone': [1390003],
      'cc.error.signature': [1390018],
      'cc.error.not_here': [1390006, 1390009, 1390010, 1390013, 1395210],
      'cc.error.uncertain': [1395001],
    },
  },
  'a creation': {
    codes: [...of(`POST ${APPROVALS}/instances`), ...SEEN_OF_APPROVALS, 60006],
    say: (error) => refusalNotice(error)?.notice ?? submissionProblem(error),
    said: {
      // `1390013` and those of a definition that has gone end the draft before: `elsewhere.ts`.
      'create.error.rejected': [1390001, 1390003, 1390006, 1390010, 1390013, 1390015, 1395006, 60006],
      'create.error.not_allowed': [1390009, 1395009],
      'create.error.leave_locked': [1395011],
      'create.error.initiator': [1390004],
      'create.error.signature': [1390018],
      'create.error.busy': [1395001],
    },
  },
  'opening a form': {
    codes: [
      ...of(`GET ${APPROVALS}/approvals/:approval_code`),
      ...of('GET /open-apis/contact/v3/users/:user_id'),
    ],
    say: problemKey,
    said: {
      'create.error.rejected': [1390001],
      'create.gone': [1390002, 1390016],
      'create.error.unreachable': [1395001, 40003],
      'error.refused': [40001, 41012, 41050],
    },
  },
  'a withdrawal': {
    codes: [...of(`POST ${APPROVALS}/instances/cancel`), 1390009],
    say: (error) => (isStatement(error) ? withdrawalProblem(error) : problemKey(error)),
    said: {
      'create.withdraw_refused': [1390001, 1390009, 1395210],
      'create.withdraw_gone': [1390002, 1390003],
      'create.withdraw_signature': [1390018],
      'create.error.unreachable': [1395001],
    },
  },
  'a file': {
    codes: of('GET /open-apis/im/v1/messages/:message_id/resources/:file_key'),
    say: fileProblem,
    said: {
      'create.file_too_large': [234037],
      'create.file_protected': [234038],
      'create.file_withdrawn': [230110, 234040],
      'create.file_unreadable': [234001, 234003, 234004, 234009, 234043, 234045, 234046],
      'error.setup': [234002, 234019, 234041, 234042],
    },
  },
  'anything that an operator has to mend': {
    codes: [...SET_UP, 99991672, 99991403],
    say: generalProblem,
    said: { 'error.setup': [...SET_UP], 'error.scope': [99991672], 'error.quota': [99991403] },
  },
};

describe('a documented code', () => {
  it.each(documented)('of %s has a meaning: %i', (_operation, code) => {
    expect(meaningOf(code)).not.toBe('unknown');
  });

  it.each(BESIDES)('of every endpoint has a meaning: %i', (code) => {
    expect(meaningOf(code)).not.toBe('unknown');
  });

  it.each(Object.entries(told))('is told to the person: %s', (_what, { codes, say, said }) => {
    const all: Record<string, number[]> = {};
    for (const code of new Set(codes)) {
      const key = say(refusal(code));
      all[key] = [...(all[key] ?? []), code];
    }
    const sorted = (lists: Record<string, number[]>) =>
      Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, list.toSorted((a, b) => a - b)]));
    expect(sorted(all)).toEqual(sorted(said));
    expect(Object.keys(all)).not.toContain('error.unexpected');
  });

  it.each([...SET_UP, 99991672, 99991403])('that an operator has to mend says how: %i', (code) => {
    expect(adviceFor(code).advice).toMatch(/[A-Z_]{5,}|console|organisation/);
  });
});
