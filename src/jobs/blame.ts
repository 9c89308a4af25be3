import type { Logger } from 'pino';
import { untraced } from '../lib/trace.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { type Attempt, outOfTime } from './attempt.ts';
import { EXTEND_EVERY_MS, LAST_CALL_MS, LEASE_MS } from './leases.ts';
import type { Block } from './loop-watch.ts';

/** Held up for longer, a process may have lost its leases before the call that it would begin next has ended. */
const LONG_MS = LEASE_MS - EXTEND_EVERY_MS - LAST_CALL_MS;
/** So much computing in one go is a job's doing; a machine that is frozen, or swaps, computes nothing. */
const COMPUTED_MS = 1_000;

interface BlameDeps {
  log: Logger;
  metrics: Pick<Metrics, 'blocked'>;
}

/**
 * The process was held up while these attempts were under way. For sure it is known of one that was alone: as a suspect, or
 * for so long that nothing else can have been it. Each of several becomes a suspect, should it have to run again.
 */
export function blame({ ms, cpuMs }: Block, attempts: Attempt[], { log, metrics }: BlameDeps): void {
  metrics.blocked(ms / 1_000);
  const jobs = attempts.map(({ job: { queue, key, cause } }) => ({ queue, key, event_id: cause?.eventId }));
  const measured = { blocked_ms: Math.round(ms), cpu_ms: Math.round(cpuMs) };
  untraced(() => log.warn({ ...measured, jobs }, 'the event loop was blocked'));
  const isSure = attempts.length === 1 && (attempts[0]?.job.suspicion || cpuMs >= LONG_MS);
  for (const attempt of attempts) {
    if (cpuMs >= COMPUTED_MS) attempt.blamed = isSure ? 'surely' : (attempt.blamed ?? 'perhaps');
    if (ms >= LONG_MS)
      attempt.ends.abort(outOfTime(`its process was held up for ${Math.round(ms / 1_000)} s`));
  }
}
