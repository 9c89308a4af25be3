import type { Dialect } from '../db.ts';
import { jobsAndRequests } from './0001-jobs-and-requests.ts';
import { readStateAndDigest } from './0002-read-state-and-digest.ts';
import { createTables } from './0003-create.ts';
import { jobDue } from './0004-job-due.ts';
import { externalTables } from './0005-external.ts';
import { externalActionTables } from './0006-external-actions.ts';
import { toldTables } from './0007-told.ts';
import { externalTaskTables } from './0008-external-tasks.ts';
import { externalBehindTables } from './0009-external-behind.ts';
import { cardMessageInstance } from './0010-card-message-instance.ts';
import { jobCause } from './0011-job-cause.ts';
import { jobIndexes } from './0012-job-indexes.ts';
import { jobSuspicion } from './0013-job-suspicion.ts';
import { jobPerson } from './0014-job-person.ts';
import { sentCardTables } from './0015-sent-cards.ts';
import { externalOwnerTables } from './0016-external-owners.ts';
import { notedTimes } from './0017-noted-times.ts';
import { instanceAliasTables } from './0018-instance-aliases.ts';
import { tallyTable } from './0019-tally.ts';
import { digestCalendar } from './0020-digest-calendar.ts';
import { summaryTables } from './0021-summaries.ts';
import { languageTables } from './0022-languages.ts';

/** Numbered by position, run once each, never edited after a release. Times are Unix milliseconds. */
export const migrations: ((dialect: Dialect) => string[])[] = [
  jobsAndRequests,
  () => readStateAndDigest,
  () => createTables,
  () => jobDue,
  () => externalTables,
  () => externalActionTables,
  () => toldTables,
  externalTaskTables,
  () => externalBehindTables,
  () => cardMessageInstance,
  () => jobCause,
  () => jobIndexes,
  () => jobSuspicion,
  () => jobPerson,
  () => sentCardTables,
  () => externalOwnerTables,
  () => notedTimes,
  () => instanceAliasTables,
  () => tallyTable,
  () => digestCalendar,
  () => summaryTables,
  () => languageTables,
];
