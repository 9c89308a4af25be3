import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimJobs } from '../../src/jobs/claim.ts';
import { addJob } from '../../src/jobs/queue.ts';
import { traced } from '../../src/lib/trace.ts';
import { type Office, openOffice } from '../support/bot.ts';
import { engines } from '../support/engines.ts';
import { scrape, value } from '../support/metrics.ts';

describe('through the whole bot', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  const lines = () => office.log.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const eventIdOf = (text: string) => {
    const said = office.sandbox.deliveries.map(({ payload }) => payload as { header: { event_id: string } });
    return said.find((payload) => JSON.stringify(payload).includes(text))?.header.event_id;
  };

  it('whatever an event causes names that event in the log, from its receipt to the last send', async () => {
    const code = office.sandbox.instance('laptops').instance_code;
    office.sandbox.faults.add({ on: 'call', path: '/open-apis/im/*', times: 3, answer: { status: 503 } });
    await office.say('zhangsan', `/cc @李四 ${code}`);
    await office.wait(30);
    expect(office.heard('direct:zhangsan')).toHaveLength(1);
    const event_id = eventIdOf(code);
    const ofEvent = lines().filter((line) => line.event_id === event_id);
    expect(ofEvent).toContainEqual(
      expect.objectContaining({ msg: 'event received', request_id: expect.any(String) }),
    );
    expect(ofEvent).toContainEqual(
      expect.objectContaining({ queue: 'send', msg: 'job did not succeed', outcome: 'retried' }),
    );
    expect(lines().filter((line) => line.queue !== undefined && line.event_id === undefined)).toEqual([]);
  });

  it('a platform call names the log_id of the answer and the event it was made for', async () => {
    await office.say('zhangsan', '/ping');
    await office.wait(1);
    const call = office.sandbox.calls.find(({ path }) => path.endsWith('/reply'));
    const event_id = eventIdOf('/ping');
    expect(lines()).toContainEqual(
      expect.objectContaining({
        msg: 'Feishu answered',
        log_id: call?.log_id,
        code: 0,
        event_id,
        queue: 'send',
      }),
    );
  });

  it('a click too, and each of several at once its own', async () => {
    await office.say('zhangsan', '/cc @赵六 请看');
    await office.say('lisi', '/cc @赵六 请看');
    await office.wait(3);
    const pick = async (by: string) => {
      const { message_id } = office.cards(`direct:${by}`).at(-1)!;
      await office.sandbox.click({ by, message_id, button: '取消' });
      return message_id;
    };
    await Promise.all(['zhangsan', 'lisi'].map(pick));
    const logged = lines().filter(({ msg }) => msg === 'click');
    const kept = await office.db().all('select event_id, message_id from click');
    expect(kept).toHaveLength(2);
    for (const { event_id, message_id } of kept)
      expect(logged).toContainEqual(expect.objectContaining({ event_id, message_id }));
  });

  it('the age of an event is measured when its effect is there', async () => {
    office.sandbox.faults.add({ on: 'call', path: '/open-apis/im/*', times: 3, answer: { status: 503 } });
    await office.say('zhangsan', '/ping');
    await office.wait(30);
    expect(office.heard('direct:zhangsan')).toHaveLength(1);
    const text = await scrape(office.url());
    const name = 'approval_bot_event_age_at_effect_seconds';
    expect(value(text, `${name}_count`, 'queue="send"')).toBe(1);
    const age = value(text, `${name}_sum`, 'queue="send"');
    expect(age).toBeGreaterThan(2);
    expect(age).toBeLessThan(30);
  });
});

it('a request of another system has an id, in the answer and in each line about it', async () => {
  const office = await openOffice({
    env: {
      EXTERNAL_API_TOKENS: 'oa=token-of-the-oa-system',
      EXTERNAL_CALLBACK_TOKEN: 'callback-token-of-the-app',
    },
  });
  const ask = async (path: string, headers: Record<string, string>) => {
    const body = '{}';
    const answer = await fetch(new URL(path, office.url()), { method: 'POST', body, headers });
    return answer.headers.get('x-request-id');
  };
  const json = { 'content-type': 'application/json' };
  const ids = [
    await ask('/external/instances', { ...json, authorization: 'Bearer token-of-the-oa-system' }),
    await ask('/external/instances', json),
    await ask('/external/callback', json),
  ];
  expect(new Set(ids).size).toBe(3);
  const lines = office.log.lines.map((line) => JSON.parse(line));
  for (const request_id of ids)
    expect(lines).toContainEqual(
      expect.objectContaining({ request_id, msg: expect.stringMatching('was refused') }),
    );
  await office.close();
});

describe.each(engines)('on the $name engine', ({ open }) => {
  it('a job remembers what its own transaction was done for, whichever shares its commit', async () => {
    const engine = await open();
    const add = (key: string) => engine.db.transaction((tx) => addJob(tx, { queue: 'q', key, payload: {} }));
    const cause = (eventId: string) => ({ ids: {}, cause: { eventId, receivedAt: 5 } });
    await Promise.all([
      traced(cause('one'), () => add('a')),
      traced(cause('two'), () => add('b')),
      add('c'),
      traced(cause('three'), () =>
        engine.db.transaction((tx) => addJob(tx, { queue: 'q', key: 'd', payload: {}, runAt: 1 })),
      ),
    ]);
    const jobs = await claimJobs(engine.db, ['q'], 10);
    expect(Object.fromEntries(jobs.map((job) => [job.key, job.cause]))).toEqual({
      a: { eventId: 'one', receivedAt: 5 },
      b: { eventId: 'two', receivedAt: 5 },
      c: undefined,
      d: { eventId: 'three' },
    });
    await engine.remove();
  });
});
