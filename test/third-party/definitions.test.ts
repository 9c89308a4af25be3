import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDefinitions } from '../../src/third-party/definitions/read.ts';
import { readable } from '../../src/third-party/push/problems.ts';
import { type Desk, example, lisi, openDesk } from './desk.ts';

let desk: Desk;
const leave = {
  code: 'oa-leave',
  name: { 'zh-CN': '请假', 'en-US': 'Leave' },
  group: { code: 'oa-hr', name: '人事' },
  from: '协同办公系统',
  create_link: { pc: 'https://oa.example.com/leave' },
  viewers: [{ user: lisi }, { department: 'od-1' }],
  batch_read: true,
};

const apply = (...definitions: object[]) => desk.command('external.apply', { content: { definitions } });
const known = () =>
  desk.sandbox.platform.externals.definitions.filter((one) => one.customCode === 'oa-leave');

describe('external apply', () => {
  beforeEach(async () => {
    desk = await openDesk({ EXTERNAL_CALLBACK_TOKEN: 'callback-token-000001' });
  });
  afterEach(() => desk.close());

  it('creates a definition with every switch, and says which code Feishu gave it', async () => {
    const lines = await apply(leave);
    const [made] = known();
    expect(lines).toEqual([`oa-leave: created, Feishu's code is ${made?.realCode}`]);
    expect(made?.body).toMatchObject({
      approval_code: 'oa-leave',
      group_code: 'oa-hr',
      external: {
        create_link_pc: 'https://oa.example.com/leave',
        support_pc: true,
        support_mobile: true,
        support_batch_read: true,
        allow_batch_operate: false,
        enable_quick_operate: false,
        exclude_efficiency_statistics: false,
      },
      viewers: [
        { viewer_type: 'USER', viewer_user_id: lisi },
        { viewer_type: 'DEPARTMENT', viewer_department_id: 'od-1' },
      ],
      managers: [],
    });
    const shown = desk.sandbox.platform.approvals.definition(made?.realCode ?? '');
    expect(shown).toMatchObject({ name: '请假', names: { 'en-US': 'Leave' }, group: { name: '人事' } });
  });

  it('updates it the next time, under the same codes', async () => {
    await apply(leave);
    const [first] = known();
    const lines = await apply({ ...leave, name: '休假', batch_read: false });
    expect(lines[0]).toContain('oa-leave: updated');
    expect(known()).toHaveLength(1);
    expect(known()[0]).toMatchObject({
      realCode: first?.realCode,
      body: { external: { support_batch_read: false } },
    });
  });

  it('lets systems push with either code', async () => {
    await apply(leave);
    const realCode = known()[0]?.realCode;
    await desk.push({ ...example(), approval_code: 'oa-leave' });
    await desk.wait(2);
    expect(desk.there('3162634')?.approval_code).toBe(realCode);
    const again = { ...example(), approval_code: realCode, update_time: '1657093395001' };
    expect((await desk.push(again)).status).toBe(202);
    await desk.wait(2);
    expect(desk.there('3162634')).toEqual(again);
  });

  it('has sent again what was refused for want of it', async () => {
    await desk.push({ ...example(), approval_code: 'oa-leave' });
    await desk.wait(2);
    expect((await desk.readBack('3162634')).body.state).toBe('refused');
    const lines = await apply(leave);
    expect(lines[0]).toContain('1 refused instances are sent again');
    await desk.wait(2);
    expect((await desk.readBack('3162634')).body.state).toBe('synchronised');
    const later = { ...example(), approval_code: 'oa-leave', update_time: '1657093395001' };
    expect((await desk.push(later)).status).toBe(202);
  });

  it('gives the callback its token', async () => {
    await apply({ ...leave, callback: 'https://bot.example.com/external/callback' });
    expect(known()[0]?.body.external).toMatchObject({
      enable_quick_operate: true,
      action_callback_url: 'https://bot.example.com/external/callback',
      action_callback_token: 'callback-token-000001',
    });
  });

  it('refuses the code that Feishu gave, which would make a second definition', async () => {
    await apply(leave);
    const code = known()[0]?.realCode;
    await expect(apply({ ...leave, code })).rejects.toThrow('is the code that Feishu gave to oa-leave');
    expect(desk.sandbox.platform.externals.definitions.filter((one) => one.customCode === code)).toEqual([]);
  });
});

describe('a file of definitions', () => {
  it.each<[string, unknown, string, string]>([
    ['nothing', {}, 'definitions', 'is missing'],
    ['no definition', { definitions: [] }, 'definitions', 'at least one'],
    ['no code', { definitions: [{ ...leave, code: undefined }] }, 'definitions[0].code', 'is missing'],
    [
      'a code of 129 characters',
      { definitions: [{ ...leave, code: 'x'.repeat(129) }] },
      'definitions[0].code',
      '128',
    ],
    [
      'no viewers',
      { definitions: [{ ...leave, viewers: undefined }] },
      'definitions[0].viewers',
      'everyone, nobody',
    ],
    [
      'a switch that is none',
      { definitions: [{ ...leave, batch_read: 'yes' }] },
      'definitions[0].batch_read',
      'true or false',
    ],
    ['an unknown field', { definitions: [{ ...leave, batch: true }] }, 'definitions[0].batch', 'not a field'],
    [
      'a group without a name',
      { definitions: [{ ...leave, group: { code: 'x' } }] },
      'definitions[0].group.name',
      'is missing',
    ],
    [
      'a link that is none',
      { definitions: [{ ...leave, create_link: { pc: 'oa' } }] },
      'definitions[0].create_link.pc',
      'https://',
    ],
    ['one code twice', { definitions: [leave, leave] }, 'definitions[1].code', 'each code once'],
    [
      'nowhere to be seen',
      { definitions: [{ ...leave, pc: false, mobile: false }] },
      'definitions[0].mobile',
      'pc is false',
    ],
  ])('with %s is refused at that place', (_what, content, path, right) => {
    const read = readDefinitions(content);
    const problems =
      'problems' in read ? read.problems.map((one) => ({ ...one, path: readable(one.path) })) : [];
    expect(problems).toContainEqual({ path, detail: expect.stringContaining(right) });
  });
});
