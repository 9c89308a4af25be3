import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FeishuRefusal, FeishuUnreachable, LimitReached } from '../../src/feishu/gateway/errors.ts';
import { claimJobs, claimSuspect } from '../../src/jobs/claim.ts';
import { sweepJobs } from '../../src/jobs/leases.ts';
import { addJob, type Job } from '../../src/jobs/queue.ts';
import { GiveUp } from '../../src/lib/outcome.ts';
import { sender } from '../../src/outbound/sender.ts';
import { markTried } from '../../src/store/tables/outbound.ts';
import { botClock, type TestClock } from '../support/clock.ts';
import { engines, type OpenEngine } from '../support/engines.ts';

const MINUTE = 60_000;
const lost = () => new FeishuUnreachable('im.message.create', 'ECONNRESET', 'perhaps');
const neverSent: Record<string, () => Error> = {
  'a network that is down': () => new FeishuUnreachable('im.message.create', 'EAI_AGAIN', 'no'),
  'a limit of Feishu': () =>
    new FeishuRefusal('im.message.create', {
      code: 99991400,
      msg: '',
      status: 429,
      logId: undefined,
      resetMs: undefined,
    }),
  'a busy chat': () => new LimitReached('to:oc_1', 2_000),
};

describe.each(engines)('a card on the $name engine', ({ open }) => {
  let engine: OpenEngine;
  let clock: TestClock;
  let calls: number;
  let meets: (() => Error) | undefined;
  beforeEach(async () => {
    clock = botClock();
    engine = await open(clock);
    calls = 0;
    meets = undefined;
    const payload = { to: { kind: 'chat', chatId: 'oc_1' }, card: {} };
    await engine.db.transaction((tx) => addJob(tx, { queue: 'send', key: 'card', payload }));
  });
  afterEach(() => engine.remove());

  const claim = async () => (await claimJobs(engine.db, ['send'], 1))[0] as Job;
  const attempt = (job: Job) => {
    const messages = {
      async send() {
        calls++;
        if (meets) throw meets();
        return 'om_sent';
      },
    };
    const handler = sender({
      db: engine.db,
      messages: messages as never,
      cards: {} as never,
      log: {} as never,
    });
    return handler.run(job).then(
      () => 'sent',
      (error) => error,
    );
  };
  /** An attempt a minute, each of which ends like this. */
  const tries = async (job: Job, minutes: number, error: () => Error) => {
    meets = error;
    for (let minute = 0; minute < minutes; minute++) {
      await attempt(job);
      await clock.advance(MINUTE);
    }
    meets = undefined;
  };

  describe.each(Object.entries(neverSent))('that met %s', (_name, error) => {
    it('is sent after however long, if nothing else came before', async () => {
      const job = await claim();
      await tries(job, 70, error);
      expect(calls).toBe(70);
      expect(await attempt(job)).toBe('sent');
    });

    it('for an hour after a lost answer is not sent again: that one may have been', async () => {
      const job = await claim();
      await tries(job, 1, lost);
      await tries(job, 66, error);
      const before = calls;
      expect(await attempt(job)).toBeInstanceOf(GiveUp);
      expect(calls).toBe(before);
    });
  });

  it('whose sending died in the middle is not cleared by what its successor meets', async () => {
    await markTried(engine.db, 'card');
    const job = await claim();
    await tries(job, 66, neverSent['a network that is down'] as () => Error);
    expect(await attempt(job)).toBeInstanceOf(GiveUp);
  });

  it('is not cleared by whoever has lost the job to another', async () => {
    const late = await claim();
    let fail = (_error: Error) => {};
    const messages = {
      send: () =>
        new Promise((_resolve, reject) => {
          fail = reject;
        }),
    };
    const slow = sender({
      db: engine.db,
      messages: messages as never,
      cards: {} as never,
      log: {} as never,
    }).run(late);
    slow.catch(() => undefined);
    await clock.advance(31_000);
    await sweepJobs(engine.db);
    const job = (await claimSuspect(engine.db, ['send'], true)) as Job;
    await tries(job, 1, lost);
    fail((neverSent['a network that is down'] as () => Error)());
    await expect(slow).rejects.toThrow();
    await clock.advance(60 * MINUTE);
    expect(await attempt(job)).toBeInstanceOf(GiveUp);
  });
});
