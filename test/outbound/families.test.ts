import { afterEach, expect, it } from 'vitest';
import { type Office, openOffice } from '../support/bot.ts';

let office: Office;
afterEach(() => office.close());

const told = (code: number) => `what the sandbox answers with ${code}`;

it.each([[[230011, 231003, 230019, 230050, 230071, 230072, 230110, 230111, 99992354]]])(
  'a message that can not be replied to is answered in its chat: %j',
  async (codes) => {
    office = await openOffice();
    for (const [at, code] of codes.entries()) {
      office.sandbox.faults.add({ on: 'call', path: '/open-apis/im/v1/messages/:id/reply', times: 1, code });
      await office.say('zhangsan', '@审批助手 /ping', { chat: 'purchasing' });
      await office.wait(3);
      expect(office.heard('purchasing'), told(code)).toHaveLength(at + 1);
    }
    expect(office.log.text()).not.toContain('quarantined');
  },
);

it.each([[[230011, 231003, 230031, 230050, 230110, 232009, 99992354]]])(
  'a receipt that can not be updated any more is left alone: %j',
  async (codes) => {
    office = await openOffice({ env: { APPROVAL_CODES: '7C468A54-8745-2245-9675-08B7C63E7A81' } });
    const patches = () => office.sandbox.calls.filter((call) => call.method === 'PATCH');
    const { instance_code } = office.sandbox.instance('laptops');
    for (const [at, code] of codes.entries()) {
      office.sandbox.faults.add({ on: 'call', method: 'PATCH', times: 1, code });
      await office.say('zhangsan', `@审批助手 /cc @李四 @王五 ${instance_code}`, { chat: 'purchasing' });
      await office.wait(3);
      for (const reader of ['lisi', 'wangwu']) {
        await office.sandbox.readCc({ by: reader, instance: 'laptops' });
        await office.wait(4);
      }
      expect(patches().length, told(code)).toBe(at + 1);
    }
    expect(office.log.text()).not.toContain('quarantined');
  },
);
