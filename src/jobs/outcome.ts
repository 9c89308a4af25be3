/** How often a job may fail for a reason that nobody foresaw. */
export const MAX_FAILURES = 6;

/**
 * The suspicion against a job. A process that dies makes a suspect (1) of each job that it held, and most of them are not to
 * blame: from then on they run alone, and one that ends so is a suspect no more. Only of what was alone it is known.
 */
export const SUSPECT = 1;
export const ENDED_ONE_ALONE = 2;
/** It is not run again, and whoever waits for it is told. */
export const CONDEMNED = 3;

/** After which an attempt may begin no call any more, unless its queue says otherwise. */
export const LONGEST_MS = 2 * 60_000;
/** The same for jobs that come in thousands: each of their calls may wait for the calls that people wait for. */
export const BULK_LONGEST_MS = 5 * 60_000;

/** For how long a person waits for an effect before hearing that it did not come. */
export const PATIENCE_MS = 10 * 60_000;

/** 2 s, 4 s, 8 s … up to a minute, with up to a quarter more, so that jobs that failed together don't return together. */
export function backoffMs(failures: number, random: () => number): number {
  return Math.round(Math.min(60_000, 2_000 * 2 ** failures) * (1 + random() / 4));
}
