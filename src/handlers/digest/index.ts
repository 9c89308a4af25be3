import type { Feature } from '../../dispatch/feature.ts';
import { HOUR_MS } from '../../lib/clock.ts';
import { type DigestDeps, prepareQueue, remindQueue, reportQueue, showQueue } from './deps.ts';
import { roster } from './roster.ts';
import { runDigests } from './run.ts';
import { missingYears } from './schedule/missing-years.ts';
import { oweWhatIsDue } from './sending/owe.ts';
import { prepareJob } from './sending/prepare.ts';
import { remindJob } from './sending/remind.ts';
import { reportJob } from './sending/report.ts';
import { dailySummary, digestMeasures } from './sending/summary.ts';
import { settingsActions } from './settings/actions.ts';
import { digestCommand, settingsEntry } from './settings/command.ts';
import { unreadActions } from './unread/actions.ts';
import { unreadCommand } from './unread/command.ts';
import { showJob, unreadEntry } from './unread/show.ts';

/** What was copied to a person and waits unread: on demand, and as a digest each day. */
export const digestFeature = (deps: DigestDeps): Feature => ({
  commands: [unreadCommand(deps), digestCommand(deps)],
  actions: [...unreadActions(deps), ...settingsActions(deps)],
  entries: { unread: unreadEntry, digest: settingsEntry(deps) },
  jobs: {
    [reportQueue.name]: reportJob(deps),
    [remindQueue.name]: remindJob(deps),
    [showQueue.name]: showJob(deps),
  },
  bulk: { [prepareQueue.name]: prepareJob(deps) },
  admin: { 'digest.run': runDigests(deps) },
  upkeep: [
    { name: 'people who have the digest by default', everyMs: 6 * HOUR_MS, run: roster(deps) },
    { name: 'due digests', everyMs: 20_000, run: oweWhatIsDue(deps) },
    { name: 'holidays of next year', everyMs: 24 * HOUR_MS, run: missingYears(deps) },
    { name: 'summary of the digests', everyMs: HOUR_MS, run: dailySummary(deps) },
  ],
  measures: digestMeasures(deps),
});
