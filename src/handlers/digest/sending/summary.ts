import type { Db } from '../../../store/db.ts';
import { claimSummary, countDays } from '../../../store/tables/digest-days.ts';
import type { Measure } from '../../../telemetry/metrics.ts';
import type { DigestDeps } from '../deps.ts';
import { type LocalDate, localDate } from '../schedule/local-date.ts';

/** How the digests of a day went. */
interface DigestSummary {
  date: LocalDate;
  /** People whose digest is not done yet. */
  owed: number;
  sent: number;
  /** People by reason. */
  skipped: Record<string, number>;
  failed: Record<string, number>;
  /** Platform calls used. */
  calls: number;
}

async function digestSummary(db: Pick<Db, 'all'>, date: LocalDate): Promise<DigestSummary> {
  const counts = await countDays(db, date);
  const people = (...states: string[]) =>
    counts.filter((row) => states.includes(row.state)).reduce((sum, row) => sum + row.people, 0);
  const byReason = (state: string) =>
    Object.fromEntries(counts.filter((row) => row.state === state).map((row) => [row.reason, row.people]));
  return {
    date,
    owed: people('owed', 'sending'),
    sent: people('sent'),
    skipped: byReason('skipped'),
    failed: byReason('failed'),
    calls: counts.reduce((sum, row) => sum + row.calls, 0),
  };
}

/** Puts the summary of each day that is over everywhere into the log, once however many replicas run. */
export function dailySummary({ db, clock, log }: Pick<DigestDeps, 'db' | 'clock' | 'log'>) {
  return async () => {
    // Nowhere is it earlier than twelve hours behind UTC.
    const today = localDate(clock.now(), 'Etc/GMT+12');
    for (;;) {
      const date = await db.transaction((tx) => claimSummary(tx, today));
      if (!date) return;
      log.info({ digest: await digestSummary(db, date) }, 'digests of the day');
    }
  };
}

/** The same of the day that it is in the default time zone, as metrics. Every replica tells the same. */
export function digestMeasures({
  db,
  clock,
  defaults,
}: Pick<DigestDeps, 'db' | 'clock' | 'defaults'>): Measure[] {
  const today = () => digestSummary(db, localDate(clock.now(), defaults.timezone));
  return [
    {
      name: 'digests',
      help: 'People with a digest today in DIGEST_TIMEZONE, by what became of it and why',
      labels: ['state', 'reason'],
      async read() {
        const { owed, sent, skipped, failed } = await today();
        const reasons = Object.entries({ owed: { '': owed }, sent: { '': sent }, skipped, failed });
        return reasons.flatMap(([state, people]) =>
          Object.entries(people).map(([reason, value]) => ({ labels: { state, reason }, value })),
        );
      },
    },
    {
      name: 'digest_calls',
      help: "Platform calls used for today's digests",
      labels: [],
      read: async () => [{ labels: {}, value: (await today()).calls }],
    },
  ];
}
