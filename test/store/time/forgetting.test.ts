import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimJobs } from '../../../src/jobs/claim.ts';
import { finishJob } from '../../../src/jobs/end.ts';
import { sweepJobs } from '../../../src/jobs/leases.ts';
import { addJob } from '../../../src/jobs/queue.ts';
import { DAY_MS, HOUR_MS } from '../../../src/lib/clock.ts';
import { forgetOld } from '../../../src/store/retention.ts';
import { keepTime } from '../../../src/store/time/keep-time.ts';
import { keptClock } from '../../../src/store/time/kept-clock.ts';
import { botClock, settableClock } from '../../support/clock.ts';
import { engines, type OpenEngine } from '../../support/engines.ts';
import { capturedLog } from '../../support/log.ts';

describe.each(engines)('what is old on the $name engine', ({ open }) => {
  let engine: OpenEngine;
  const clock = settableClock(botClock());
  beforeEach(async () => {
    clock.setAhead(0);
    engine = await open(clock);
    const { log } = capturedLog();
    await keepTime({ db: engine.db, clock: keptClock(clock), machine: clock, log });
    await engine.db.transaction(async (tx) => {
      await addJob(tx, { queue: 'event', key: 'known', payload: {} });
      await tx.run(`insert into outbound (key, sent_at) values ('card', now_ms())`);
    });
    const [job] = await claimJobs(engine.db, ['event'], 1);
    await engine.db.transaction((tx) => finishJob(tx, job!));
  });
  afterEach(() => engine.remove());

  const left = async () =>
    (await engine.db.all('select key from job union all select key from outbound')).map(({ key }) => key);
  const anHour = async () => {
    await forgetOld(engine.db, clock);
    await sweepJobs(engine.db);
  };

  it('is kept when the clock is 90 days ahead for some hours', async () => {
    clock.setAhead(90 * DAY_MS);
    for (let hour = 0; hour < 6; hour++) await anHour();
    expect(await left()).toEqual(['known', 'card']);
    clock.setAhead(0);
    for (let hour = 0; hour < 2; hour++) await anHour();
    expect(await left()).toEqual(['known', 'card']);
  });

  it('is forgotten all the same after a long pause, within hours', async () => {
    for (let hour = 0; hour < 32; hour++) {
      clock.setAhead(90 * DAY_MS + hour * HOUR_MS);
      await anHour();
    }
    expect(await left()).toEqual([]);
  });
});
