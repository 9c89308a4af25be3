import { describe, expect, it } from 'vitest';
import { addJob } from '../../src/jobs/queue.ts';
import { type AddedJob, rolledBack } from '../../src/store/rolled-back.ts';
import { engines } from '../support/engines.ts';

describe.each(engines)('a database whose transactions are undone, on the $name engine', ({ open }) => {
  it('does what is asked, tells of the jobs that were added, and keeps nothing', async () => {
    const engine = await open();
    const { db } = engine;
    const job = { queue: 'q', key: 'kept', payload: 1 };
    await db.transaction((tx) => addJob(tx, job));
    const seen: AddedJob[] = [];
    const dry = rolledBack(db, (jobs) => seen.push(...jobs));
    const added = { queue: 'q', key: 'undone', payload: { text: '抄送' } };
    expect(await dry.transaction((tx) => addJob(tx, added))).toBe(true);
    expect(await dry.run('delete from job')).toBe(1);
    expect(seen).toEqual([added]);
    await expect(dry.transaction(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await db.all('select key from job')).toEqual([{ key: 'kept' }]);
    await engine.remove();
  });
});
