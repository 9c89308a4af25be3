import { describe, expect, it } from 'vitest';
import type { HeardCall } from '../../sandbox/platform/http/heard.ts';
import { deviationsOf } from './hold.ts';

const CC = 'POST /open-apis/approval/v4/instances/cc';
const LIST = 'GET /open-apis/approval/v4/tasks/query';
const done = { status: 200, body: { code: 0, msg: 'success', data: {} } };

const cc = (body: object = {}, over: Partial<HeardCall> = {}): HeardCall => ({
  operation: CC,
  userAgent: 'oapi-node-sdk/1.74.0',
  query: { user_id_type: 'open_id' },
  body: { approval_code: 'A', instance_code: 'I', user_id: 'ou_1', cc_user_ids: ['ou_2'], ...body },
  answer: done,
  planned: false,
  ...over,
});

const list = (query: object, data: object): HeardCall => ({
  ...cc(),
  operation: LIST,
  query: { user_id: 'ou_1', topic: '1', ...query },
  body: undefined,
  answer: { status: 200, body: { code: 0, msg: 'success', data } },
});

const refused = (code: number, status = 400) => ({ status, body: { code, msg: '', error: {} } });

describe('a call', () => {
  it.each<[string, HeardCall]>([
    ['as it is described', cc({ comment: 'x' })],
    [
      'with numbers in its query',
      list({ page_size: '100' }, { tasks: [], count: { total: 0, has_more: false } }),
    ],
    ['with the empty body of the SDK where there is none', { ...list({}, {}), body: {} }],
    ['refused as its error table has it', cc({}, { answer: refused(1390003) })],
    ['refused by the gateway', cc({}, { answer: refused(99991672) })],
    ['answered by a fault that a test has planned', cc({}, { answer: refused(7), planned: true })],
    ['dropped before it was answered', cc({}, { answer: undefined })],
    ['wrong by hand, and refused for it', cc({ x: 1 }, { userAgent: 'node', answer: refused(1390001) })],
    [
      'of an operation that nobody describes',
      cc({ x: 1 }, { operation: 'POST /approval/openapi/v2/instance/cc' }),
    ],
  ])('%s deviates nowhere', (_, call) => {
    expect(deviationsOf(call)).toEqual([]);
  });

  it.each<[string, HeardCall, string[]]>([
    [
      'an unknown field',
      cc({ remark: 'x' }),
      ['explorer: request .remark unknown', 'lark-mcp: request .remark unknown'],
    ],
    [
      'a field of another type',
      cc({ comment: 7 }),
      [
        'explorer: request .comment integer instead of string',
        'lark-mcp: request .comment integer instead of string',
      ],
    ],
    [
      'null',
      cc({ comment: null }),
      [
        'explorer: request .comment null instead of string',
        'lark-mcp: request .comment null instead of string',
      ],
    ],
    [
      'another type inside a list',
      cc({ cc_user_ids: [{}] }),
      [
        'explorer: request .cc_user_ids[] object instead of string',
        'lark-mcp: request .cc_user_ids[] object instead of string',
      ],
    ],
    [
      'a missing field',
      { ...cc(), body: { approval_code: 'A', instance_code: 'I', user_id: 'ou_1' } },
      ['lark-mcp: request .cc_user_ids missing'],
    ],
    [
      'an unknown parameter',
      cc({}, { query: { locale: 'zh-CN' } }),
      ['explorer: request ?.locale unknown', 'lark-mcp: request ?.locale unknown'],
    ],
    [
      'a value that is no choice',
      list({ topic: '4' }, {}),
      ['explorer: request ?.topic 4 is no choice', 'lark-mcp: request ?.topic 4 is no choice'],
    ],
    [
      'words for a number',
      list({ page_size: 'many' }, {}),
      [
        'explorer: request ?.page_size string instead of integer',
        'lark-mcp: request ?.page_size string instead of number',
      ],
    ],
    [
      'a body where there is none',
      { ...list({}, {}), body: { topic: '1' } },
      ['explorer: request has a body', 'lark-mcp: request has a body'],
    ],
    [
      'an unknown field in the answer',
      list({}, { tasks: [{ colour: 'red' }] }),
      ['explorer: answer .data.tasks[].colour unknown'],
    ],
    [
      'another type in the answer',
      list({}, { count: 7 }),
      ['explorer: answer .data.count integer instead of object'],
    ],
    [
      'a code that is in no error table',
      cc({}, { answer: refused(60012) }),
      ['explorer: answer 60012 is in no error table'],
    ],
    [
      'another HTTP status than its table has',
      cc({}, { answer: refused(1390003, 404) }),
      ['explorer: answer 1390003 with HTTP 404 instead of 400'],
    ],
    [
      'something wrong by hand that the sandbox takes',
      cc({ x: 1 }, { userAgent: 'node' }),
      ['explorer: request .x unknown', 'lark-mcp: request .x unknown'],
    ],
    [
      'something wrong of the bot, though the sandbox refuses it',
      cc({ x: 1 }, { answer: refused(1390001) }),
      ['explorer: request .x unknown', 'lark-mcp: request .x unknown'],
    ],
  ])('with %s is found out', (_, call, expected) => {
    expect(deviationsOf(call).map((one) => one.replace(` ${call.operation}:`, ''))).toEqual(expected);
  });
});
