import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Office, openOffice } from '../../support/bot.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

it.each([
  ['APPROVED', true, '已撤销'],
  ['CANCELED', true, '已撤回'],
  ['REVERTED', false, '已撤销'],
  ['OVERTIME_CLOSE', false, '已终止'],
  ['OVERTIME_RECOVER', false, '审批中'],
  ['SOMETHING_NEW', false, '状态未知'],
  ['', false, '状态未知'],
  ['constructor', false, '状态未知'],
])(
  'an instance that is %s, reverted: %s, is shown as %s on the receipt and by /cc status',
  async (status, reverted, label) => {
    const instance = office.sandbox.instance('laptops');
    Object.assign(instance, { status, reverted });
    await office.say('zhangsan', `/cc @李四 ${instance.instance_code}`);
    await office.wait(3);
    await office.say('zhangsan', `/cc status ${instance.instance_code}`);
    await office.wait(3);
    const heard = office.heard('direct:zhangsan');
    expect(heard).toHaveLength(2);
    for (const card of heard) expect(card).toContain(label);
  },
);
