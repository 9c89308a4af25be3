import { afterEach, expect, it } from 'vitest';
import { type Office, openOffice } from '../support/bot.ts';
import { firstOf } from '../support/press.ts';

let office: Office;
afterEach(() => office.close());

it.each(['in the event', 'beside it'] as const)(
  'a click whose card is named %s is answered',
  async (context) => {
    office = await openOffice({
      change: ({ settings }) => {
        settings.variants.click_context = context;
      },
    });
    await office.say('zhangsan', '/cc @李四');
    await office.wait(3);
    const card = office.cards('direct:zhangsan')[0];
    const message_id = card?.message_id ?? '';
    const button = firstOf(card?.content ?? {}, 'cc.pick');
    const pressed = await office.sandbox.click({ by: 'zhangsan', message_id, button });
    expect(pressed.clientCode).toBeUndefined();
    await office.wait(3);
    expect(office.ccCalls().map(({ code }) => code)).toEqual([0]);
  },
);

it('a click that names no card at all is quarantined, and so is one with half a name', async () => {
  office = await openOffice();
  await office.say('zhangsan', '/cc @李四');
  await office.wait(3);
  const card = office.cards('direct:zhangsan')[0];
  const message_id = card?.message_id ?? '';
  const button = firstOf(card?.content ?? {}, 'cc.pick');
  for (const context of [undefined, null, {}, { open_message_id: 7 }, 'om_1']) {
    const { payload } = office.sandbox.clickEvent({ by: 'zhangsan', message_id, button });
    const { event, ...envelope } = payload as { event: Record<string, unknown> };
    const { context: _named, ...rest } = event;
    const { headers, body } = office.sandbox.seal({ ...envelope, event: rest, context });
    const answer = await fetch(office.url(), { method: 'POST', headers, body });
    expect(answer.status).toBe(200);
  }
  await office.wait(3);
  expect(office.ccCalls()).toEqual([]);
});
