import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Office, openOffice } from '../support/bot.ts';
import { firstOf } from '../support/press.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const invalidPerson =
  'Failed to create card content, ext=ErrCode: 200861; ErrMsg: invalid user; ErrorValue: at';
const refused = (code: number, msg = 'failed') => ({ status: 400, body: { code, msg } });
const reply = '/open-apis/im/v1/messages/:id/reply';

it.each([
  [230099, invalidPerson],
  [230025, 'The length of the message content reaches its limit.'],
  [230022, 'sensitive'],
  [200621, 'parse card json err'],
])(
  'a card that is refused with %i is followed by one plain sentence, and its template is logged',
  async (code, msg) => {
    office.sandbox.faults.add({ on: 'call', path: reply, times: 1, answer: refused(code, msg) });
    const { instance_code } = office.sandbox.instance('laptops');
    await office.say('zhangsan', `@审批助手 /cc @李四 ${instance_code}`, { chat: 'purchasing' });
    await office.wait(5);
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
    expect(office.heard('purchasing')).toHaveLength(1);
    expect(office.heard('purchasing')[0]).toContain('显示不出来');
    expect(JSON.stringify(office.cards('purchasing')[0]?.content)).not.toContain('<at');
    const line = office.log.lines
      .map((text) => JSON.parse(text))
      .find(({ msg }) => msg === 'Feishu does not take a card');
    expect(line).toMatchObject({ template: 'cc-receipt', err: { code } });
    if (code === 230099) expect(line.inner_code).toBe('200861');
  },
);

it('one that stands in the place of another is followed by it there', async () => {
  await office.say('zhangsan', '/cc @李四');
  await office.wait(3);
  const picker = office.cards('direct:zhangsan')[0];
  office.sandbox.faults.add({
    on: 'call',
    method: 'PATCH',
    times: 1,
    answer: refused(230099, invalidPerson),
  });
  const button = firstOf(picker?.content ?? {}, 'cc.pick');
  await office.sandbox.click({ by: 'zhangsan', message_id: picker?.message_id ?? '', button });
  await office.wait(5);
  expect(office.heard('direct:zhangsan')).toHaveLength(1);
  expect(office.heard('direct:zhangsan')[0]).toContain('显示不出来');
});

it('says nothing more when not even the sentence is taken', async () => {
  office.sandbox.faults.add({ on: 'call', path: reply, answer: refused(230099, invalidPerson) });
  await office.say('zhangsan', '/ping');
  await office.wait(10);
  expect(office.heard('direct:zhangsan')).toEqual([]);
  expect(office.sandbox.calls.filter(({ path }) => path.endsWith('/reply'))).toHaveLength(2);
});
