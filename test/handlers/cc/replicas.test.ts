import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '../../support/bot.ts';

interface MessagePayload {
  header: { event_id: string };
  event: { message: { message_id: string } };
}

describe.runIf(process.env.OFFICE_ENGINE === 'postgres')('three bots on one PostgreSQL', () => {
  let office: Office;
  let addresses: string[];
  let laptops: string;
  beforeEach(async () => {
    office = await openOffice();
    addresses = [office.url(), await office.replica(), await office.replica()];
    laptops = office.sandbox.instance('laptops').instance_code;
  });
  afterEach(() => office.close());

  const toAll = ({ body, headers }: { body: string; headers: Record<string, string> }) =>
    Promise.all(
      addresses.map(async (address) => {
        const answer = await fetch(address, { method: 'POST', body, headers });
        return { status: answer.status, body: await answer.json() };
      }),
    );

  it('give one answer to a click that all of them get at once, and copy once', async () => {
    await office.say('zhangsan', '/cc @赵六');
    await office.wait(2);
    const picker = office.cards('direct:zhangsan').at(-1)!;
    const answers = await toAll(
      office.sandbox.clickEvent({
        by: 'zhangsan',
        message_id: picker.message_id,
        button: (element) => JSON.stringify(element.behaviors ?? '').includes(laptops),
      }),
    );
    expect(answers[0]).toMatchObject({
      status: 200,
      body: { toast: { type: 'info' }, card: { type: 'raw' } },
    });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    await office.wait(3);
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
    expect(office.ccCalls()).toHaveLength(1);
  });

  it('all acknowledge a message that all of them get at once, and act on it once', async () => {
    const text = `/cc @李四 ${laptops}`;
    await office.say('zhangsan', text);
    await office.wait(3);
    const { message_id } = await office.sandbox.say({
      from: 'zhangsan',
      text,
      chat: 'direct',
      deliver: false,
    });
    const payload = structuredClone(office.sandbox.deliveries.at(-1)!.payload) as MessagePayload;
    payload.header.event_id = 'ev_to_all';
    payload.event.message.message_id = message_id;
    const answers = await toAll(office.sandbox.seal(payload));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await office.wait(3);
    expect(office.ccCalls()).toHaveLength(2);
    expect(office.cards('direct:zhangsan')).toHaveLength(2);
  });

  it('share the work of many messages, each done once', async () => {
    for (let n = 0; n < 12; n++) await office.say(n % 2 ? 'zhangsan' : 'lisi', `/cc @赵六 ${laptops} ${n}`);
    await office.wait(40);
    expect(
      office
        .ccCalls()
        .map((call) => (call.body as { comment: string }).comment)
        .sort(),
    ).toEqual(Array.from({ length: 12 }, (_, n) => String(n)).sort());
    expect([...office.cards('direct:zhangsan'), ...office.cards('direct:lisi')]).toHaveLength(12);
  });
});
