import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Feature } from '../../../src/dispatch/feature.ts';
import { type Office, openOffice } from '../../support/bot.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const ANSWERS = ['/open-apis/im/v1/messages', '/open-apis/im/v1/messages/:id/reply'];
/** Every answer to a send gets lost, until the returned function is called. */
const lose = () => {
  const faults = ANSWERS.map((path) => office.sandbox.faults.add({ on: 'call', path, drop: 'after' }));
  return () => faults.map((fault) => fault.remove());
};
const card = () => office.cards('direct:zhangsan').at(-1)?.message_id ?? '';

let serial = 0;
async function cancel(bend: { by?: string; message?: string; chat?: string } = {}) {
  const { payload } = office.sandbox.clickEvent({
    by: 'zhangsan',
    message_id: card(),
    button: (element) => JSON.stringify(element.behaviors ?? '').includes('cc.cancel'),
  });
  const { header, event } = payload as {
    header: { event_id: string };
    event: { operator: { open_id: string }; context: { open_message_id: string; open_chat_id: string } };
  };
  header.event_id = `press-${++serial}`;
  event.operator.open_id = office.sandbox.person(bend.by ?? 'zhangsan').open_id;
  event.context.open_message_id = bend.message ?? card();
  event.context.open_chat_id = bend.chat ?? event.context.open_chat_id;
  const { body, headers } = office.sandbox.seal(payload);
  const answer = await fetch(office.url(), { method: 'POST', body, headers });
  return ((await answer.json()) as { toast: { content: string } }).toast.content;
}

it('a card of which nobody knows that it arrived acts for its owner in its chat, and from then on as that message alone', async () => {
  const end = lose();
  await office.say('zhangsan', '/cc @王五');
  await office.wait(1);
  const elsewhere = office.sandbox.chat('purchasing').chat_id;
  for (const bend of [
    { by: 'lisi' },
    { chat: elsewhere },
    { message: 'om_copy', chat: elsewhere },
    { chat: '' },
  ])
    expect([bend, await cancel(bend)]).toEqual([bend, expect.stringContaining('太旧')]);
  expect(await cancel()).toContain('已取消');
  expect(await cancel({ message: 'om_copy' })).toContain('太旧');
  end();
  await office.wait(90);
  expect(office.cards('direct:zhangsan')).toHaveLength(1);
});

it('a card that is still waiting to be sent acts nowhere', async () => {
  await office.say('zhangsan', '/cc @王五');
  await office.wait(2);
  await office.db().run('update sent_card set message_id = null');
  await office.db().run('update outbound set message_id = null, first_tried_at = null');
  expect(await cancel()).toContain('太旧');
});

it('an action without a guard is none', () => {
  // @ts-expect-error: a function does not do.
  const feature: Feature = { actions: [{ name: 'x.y', decide: async () => ({}) }] };
  expect(feature).toBeDefined();
});
