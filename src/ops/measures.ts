import type { Db } from '../store/db.ts';
import type { Measure } from '../telemetry/metrics.ts';

/** Each has an index of its own, without the many that are done; the times that all of them have lead to it. */
const UNFINISHED = [
  ['ready', `from job where state = 'ready'`],
  ['running', `from job where state = 'running' and lease_until > 0`],
  ['quarantined', `from job where state = 'quarantined' and ended_at > 0`],
];

/** Jobs by queue and state; `quarantined` is what waits for a person. */
export const jobsMeasure = (db: Pick<Db, 'all'>): Measure => ({
  name: 'jobs',
  help: 'Unfinished and quarantined jobs, by queue and state',
  labels: ['queue', 'state'],
  async read() {
    const rows = await db.all<{ queue: string; state: string; n: number }>(
      UNFINISHED.map(
        ([state, of]) => `select queue, '${state}' as state, count(*) as n ${of} group by queue`,
      ).join(' union all '),
    );
    return rows.map(({ queue, state, n }) => ({ labels: { queue, state }, value: Number(n) }));
  },
});
