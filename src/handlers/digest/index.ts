import type { Feature } from '../../dispatch/feature.ts';
import { HOUR_MS } from '../../lib/clock.ts';
import { type DigestParts, PREPARE_QUEUE, REPORT_QUEUE } from './parts.ts';
import { roster } from './roster.ts';
import { runDigests } from './run.ts';
import { oweWhatIsDue } from './sending/owe.ts';
import { prepareJob } from './sending/prepare.ts';
import { reportJob } from './sending/report.ts';
import { dailySummary, digestMeasures } from './sending/summary.ts';
import { settingsActions } from './settings/actions.ts';
import { digestCommand } from './settings/command.ts';
import { unreadActions } from './unread/actions.ts';
import { unreadCommand } from './unread/command.ts';

/** What was copied to a person and waits unread: on demand, and as a digest each day. */
export const digestFeature = (parts: DigestParts): Feature => ({
  commands: [unreadCommand(parts), digestCommand(parts)],
  actions: { ...unreadActions(parts), ...settingsActions(parts) },
  jobs: { [REPORT_QUEUE]: reportJob(parts) },
  bulk: { [PREPARE_QUEUE]: prepareJob(parts) },
  admin: { 'digest.run': runDigests(parts) },
  upkeep: [
    { name: 'people who have the digest by default', everyMs: 6 * HOUR_MS, run: roster(parts) },
    { name: 'due digests', everyMs: 20_000, run: oweWhatIsDue(parts) },
    { name: 'summary of the digests', everyMs: HOUR_MS, run: dailySummary(parts) },
  ],
  measures: digestMeasures(parts),
});
