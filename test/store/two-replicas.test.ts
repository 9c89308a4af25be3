import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCards } from '../../src/cards/book.ts';
import type { ClickAnswer } from '../../src/dispatch/click.ts';
import { clickRouter } from '../../src/dispatch/clicks.ts';
import type { Envelope } from '../../src/feishu/events/envelope.ts';
import { messageEvent } from '../../src/feishu/events/message.ts';
import { copyJob } from '../../src/handlers/cc/copy.ts';
import { type CcDeps, copyQueue } from '../../src/handlers/cc/deps.ts';
import { pickerActions } from '../../src/handlers/cc/picker.ts';
import { createInbox } from '../../src/inbound/inbox.ts';
import { claimJobs } from '../../src/jobs/claim.ts';
import { finishJob, LeaseLost } from '../../src/jobs/end.ts';
import { addJob, type Job } from '../../src/jobs/queue.ts';
import { Postpone } from '../../src/lib/outcome.ts';
import { projectRoot } from '../../src/lib/project-root.ts';
import { sender } from '../../src/outbound/sender.ts';
import type { Db, Row, Tx, Value } from '../../src/store/db.ts';
import { addRequest, findRequest, type NewCcRequest } from '../../src/store/tables/cc-requests.ts';
import { earlierAttempt, markTried } from '../../src/store/tables/outbound.ts';
import { enterCard } from '../../src/store/tables/sent-cards.ts';
import { keptClock } from '../../src/store/time/kept-clock.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { botClock, START, type TestClock } from '../support/clock.ts';
import { engines, type OpenEngine } from '../support/engines.ts';
import { capturedLog } from '../support/log.ts';

const cards = loadCards(path.join(projectRoot(), 'cards'));
const { log } = capturedLog('silent');
const request: NewCcRequest = {
  id: 'r1',
  messageId: 'om_asked',
  chatId: 'oc_1',
  direct: true,
  sender: 'ou_me',
  recipients: ['ou_you'],
  leftOutSelf: false,
  comment: '',
  instanceCode: null,
  pickerMessageId: null,
  createdAt: START,
};

/** Holds each of two until both are there, if that can be: where one excludes the other, the first goes on alone. */
function meeting(patienceMs = 250) {
  let arrive = () => {};
  const both = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  let here = 0;
  return async () => {
    if (++here >= 2) arrive();
    await Promise.race([both, pause(patienceMs)]);
  };
}

/** A handle whose statements of this kind wait, once done, for those of the other replica. */
function meetingAfter(db: Db, statement: RegExp, meet: () => Promise<void>): Db {
  const wrapped = (tx: Tx): Tx => ({
    ...tx,
    all: async <T extends Row>(sql: string, ...params: Value[]) => {
      const rows = await tx.all<T>(sql, ...params);
      if (statement.test(sql)) await meet();
      return rows;
    },
  });
  return { ...db, transaction: (work) => db.transaction((tx) => work(wrapped(tx))) };
}

describe.each(engines)('two replicas at the same moment on the $name engine', ({ open }) => {
  let engine: OpenEngine;
  let clock: TestClock;
  let replicas: [Db, Db];
  beforeEach(async () => {
    clock = botClock();
    engine = await open(clock);
    replicas = [engine.db, await engine.another()];
  });
  afterEach(() => engine.remove());

  const jobs = (queue: string) => engine.db.all('select key, state from job where queue = $1', queue);
  const both = <T>(work: (db: Db, replica: number) => Promise<T>) => Promise.all(replicas.map(work));

  describe('get a click', () => {
    const click = (id: string, action: object): Envelope => ({
      id,
      type: 'card.action.trigger',
      token: 't',
      generation: 2,
      createdAt: undefined,
      event: {
        operator: { open_id: 'ou_me' },
        action: { value: { r: 'r1', i: 'INSTANCE', ...action } },
        context: { open_message_id: 'om_picker' },
      },
    });
    /** Both replicas read the request before either has decided. */
    const clicks = async (first: Envelope, second: Envelope) => {
      await engine.db.transaction(async (tx) => {
        await addRequest(tx, request);
        const picker = { kind: 'cc-picker' as const, owner: 'ou_me', about: 'r1', offers: ['INSTANCE'] };
        await enterCard(tx, 'picker:r1', picker, { chatId: 'oc_1', messageId: 'om_picker' });
      });
      const meet = meeting();
      const answers = await both((db, replica) =>
        clickRouter({
          db: meetingAfter(db, /from (cc_request|click) where/, meet),
          actions: pickerActions({ cards, clock }),
          cards,
          clock,
          time: { estimate: clock.now },
          log,
          metrics: createMetrics(),
        })(replica === 0 ? first : second),
      );
      return answers as [ClickAnswer, ClickAnswer];
    };
    const pick = { a: 'cc.pick' };
    const cancel = { a: 'cc.cancel' };
    const working = cards.toast('info', 'toast.working');
    const cancelled = cards.toast('info', 'toast.cancelled');

    it('delivered to both: one effect, and the same answer from both', async () => {
      const [one, other] = await clicks(click('ev_1', pick), click('ev_1', pick));
      expect(one).toEqual(other);
      expect(one.toast).toEqual(working);
      expect(one.card).toBeDefined();
      expect(await jobs(copyQueue.name)).toHaveLength(1);
    });

    it('twice on the same button: one effect, and both are told that it is under way', async () => {
      const answers = await clicks(click('ev_1', pick), click('ev_2', pick));
      expect(answers.map(({ toast }) => toast)).toEqual([working, working]);
      expect(answers.filter(({ card }) => card)).toHaveLength(1);
      expect(await jobs(copyQueue.name)).toHaveLength(1);
    });

    it('on a row and one on Cancel: one of them counts, and both are told which', async () => {
      const answers = await clicks(click('ev_1', pick), click('ev_2', cancel));
      const { state } = (await findRequest(engine.db, 'r1')) ?? {};
      expect(['pending', 'cancelled']).toContain(state);
      const truth = state === 'cancelled' ? cancelled : working;
      expect(answers.map(({ toast }) => toast)).toEqual([truth, truth]);
      expect(await jobs(copyQueue.name)).toHaveLength(state === 'cancelled' ? 0 : 1);
    });
  });

  it('get an event: both may acknowledge it, and it is worked on once', async () => {
    const event = {
      sender: { sender_id: { open_id: 'ou_me' }, sender_type: 'user' },
      message: {
        message_id: 'om_1',
        create_time: String(START),
        chat_id: 'oc_1',
        chat_type: 'p2p',
        message_type: 'text',
        content: '{"text":"/help"}',
      },
    };
    const handlers = { 'im.message.receive_v1': { schema: messageEvent } };
    await both((db) =>
      createInbox({
        db,
        queue: 'event',
        handlers,
        time: { now: () => undefined, estimate: clock.now },
        clock: keptClock(clock),
        log,
        metrics: createMetrics(),
      }).record({
        id: 'ev_1',
        type: 'im.message.receive_v1',
        token: 't',
        generation: 2,
        createdAt: undefined,
        event,
      }),
    );
    const claimed = await both((db) => claimJobs(db, ['event'], 10));
    expect(claimed.flat()).toHaveLength(1);
  });

  it('ask for the same copy: one request', async () => {
    const added = await both((db, n) =>
      db.transaction((tx) => addRequest(tx, { ...request, id: `r${n}`, instanceCode: 'INSTANCE' })),
    );
    expect(added.filter(Boolean)).toHaveLength(1);
  });

  it('end the same job: one of them does, with what it writes', async () => {
    await engine.db.transaction((tx) => addJob(tx, { queue: 'q', key: 'k', payload: 1 }));
    const [job] = await claimJobs(engine.db, ['q'], 1);
    const ends = await Promise.allSettled(
      replicas.map((db, n) =>
        db.transaction(async (tx) => {
          await finishJob(tx, job as Job);
          await addJob(tx, { queue: 'next', key: `by ${n}`, payload: 1 });
        }),
      ),
    );
    const lost = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
    expect(lost).toEqual([expect.any(LeaseLost)]);
    expect(await jobs('next')).toHaveLength(1);
  });

  it('copy the same instance, one having lost its lease: one call', async () => {
    await engine.db.transaction((tx) => addRequest(tx, { ...request, instanceCode: 'INSTANCE' }));
    const meet = meeting();
    let calls = 0;
    const approvals = {
      async instance() {
        await meet();
        return {
          approvalCode: 'A',
          instanceCode: 'INSTANCE',
          initiator: 'ou_me',
          approvers: [],
          ccs: [],
          tasks: [],
        };
      },
      async cc() {
        calls++;
      },
    };
    const job = {
      id: 1,
      queue: copyQueue.name,
      key: 'r1',
      payload: {},
      attempts: 1,
      failures: 0,
      deaths: 0,
      suspicion: 0,
      ageMs: 0,
    };
    const ends = await Promise.allSettled(
      replicas.map((db) =>
        copyJob({ db, cards, approvals, admins: ['ou_me'] } as unknown as CcDeps).run(job),
      ),
    );
    expect(calls).toBe(1);
    expect(ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))).toEqual([
      expect.any(Postpone),
    ]);
  });

  it('send the same card, one having lost its lease: under one uuid, and it counts as sent', async () => {
    const meet = meeting();
    const uuids = new Set<string>();
    const messages = {
      async send(_to: unknown, _card: unknown, uuid: string) {
        uuids.add(uuid);
        await meet();
        return { messageId: 'om_sent', chatId: 'oc_1' };
      },
    };
    const payload = { to: { kind: 'person', openId: 'ou_me' }, card: {} };
    const job = {
      id: 1,
      queue: 'send',
      key: 'card',
      payload,
      attempts: 1,
      failures: 0,
      deaths: 0,
      suspicion: 0,
      ageMs: 0,
    };
    await both(async (db) => {
      const writes = await sender({
        db,
        messages: messages as never,
        cards: {} as never,
        log: {} as never,
      }).run(job);
      if (writes) await db.transaction(writes);
    });
    expect(uuids.size).toBe(1);
    expect(await earlierAttempt(engine.db, 'card')).toMatchObject({ messageId: 'om_sent' });
  });

  it('note an attempt to send: the earlier time stays', async () => {
    await markTried(engine.db, 'card');
    await clock.advance(1_000);
    await both((db) => markTried(db, 'card'));
    expect(await earlierAttempt(engine.db, 'card')).toEqual({ triedMsAgo: 1_000, messageId: null });
  });
});
