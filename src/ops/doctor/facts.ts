import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DAY_MS } from '../../lib/clock.ts';
import { dayOf, monthOf } from '../../lib/platform-days.ts';
import type { Db } from '../../store/db.ts';
import { type DatabaseState, databaseState } from '../../store/look.ts';
import { knownApps } from '../../store/tables/apps.ts';
import { subscribedBy } from '../../store/tables/subscriptions.ts';
import { talliedIn } from '../../store/tables/tally.ts';

const tallied = z.object({
  kind: z.enum(['call', 'event', 'rejected', 'refused', 'click', 'budget']),
  about: z.string(),
  period: z.string(),
  times: z.number(),
  lastAt: z.number(),
});

export const factsSchema = z.object({
  database: z.object({
    engine: z.enum(['SQLite', 'PostgreSQL']),
    version: z.string(),
    schema: z.number(),
    known: z.number(),
    mayCreate: z.boolean(),
  }),
  /** Whether a pooler shares connections; false with the embedded database. */
  sharesBackend: z.boolean().default(false),
  /** The apps that have worked on this database, the first one first. */
  apps: z.array(z.object({ appId: z.string(), since: z.number() })),
  /** Definitions whose events this app has subscribed. */
  subscribed: z.array(z.string()),
  /** Of this month, and of the last three days. */
  tally: z.array(tallied),
  /** Of a running bot that was asked. */
  running: z
    .object({
      /** A hash of each setting in force. */
      settings: z.record(z.string(), z.string()),
      /** Why no event can arrive; null while they can. */
      channel: z.string().nullable(),
    })
    .optional(),
});

/** What the database and a running bot know. */
export type Facts = z.infer<typeof factsSchema>;

/** What a database knows that is not migrated yet, or not made. */
export const nothingKnown = (database: DatabaseState): Facts => ({
  ...{ database, sharesBackend: false, apps: [], subscribed: [], tally: [] },
});

/** What the database knows about this app. */
export async function factsOf(db: Db, appId: string, now: number): Promise<Facts> {
  const database = await databaseState(db);
  if (database.schema < database.known) return nothingKnown(database);
  const days = [0, 1, 2].map((ago) => dayOf(now - ago * DAY_MS));
  return {
    database,
    sharesBackend: false,
    apps: await knownApps(db),
    subscribed: await subscribedBy(db, appId),
    tally: await talliedIn(db, [monthOf(now), ...days]),
  };
}

/** Settings as two processes can compare them: neither learns the other's. */
export const fingerprints = (settings: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name,
      createHash('sha256')
        .update(`${name}=${JSON.stringify(value)}`)
        .digest('hex')
        .slice(0, 16),
    ]),
  );
