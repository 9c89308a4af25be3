import { afterEach, describe, expect, it } from 'vitest';
import { codeOf, type Desk, openDesk } from './desk.ts';

let desk: Desk;
afterEach(() => desk.close());

/** Answers a call with a refusal until it is removed. */
const refusing = (method: 'GET' | 'POST', path: string, code: number, msg: string) =>
  desk.sandbox.faults.add({
    on: 'call',
    method,
    path: `/open-apis/approval/v4/${path}`,
    answer: { status: 400, body: { code, msg, data: {} } },
  });

describe('a definition that Feishu does not tell of', () => {
  it.each([
    [1390002, 'approval code not found'],
    [1390013, 'unsupported approval for free process'],
    [1390015, 'approval is not active'],
    [1390016, 'approval is deleted'],
    [1390009, 'no operation permission'],
    [123456789, 'what no page tells of'],
  ])('leaves the others to be started: %i %s', async (code, msg) => {
    desk = await openDesk(['purchase', 'leave']);
    refusing('GET', `approvals/${codeOf('leave')}`, code, msg);
    await desk.say('zhangsan', '/create');
    await desk.wait(240);
    const text = desk.read(desk.last('zhangsan'));
    expect(text).toContain('采购申请');
    expect(text).not.toContain('请假申请');
  });
});
