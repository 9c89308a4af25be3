import { readManifest } from '../feishu/manifest.ts';
import { type SettingTroubles, settingTroubles } from '../handlers/trouble/index.ts';
import type { EventChannel } from '../inbound/channel.ts';
import type { Upkeep } from '../jobs/upkeep.ts';
import { DAY_MS } from '../lib/clock.ts';
import { checks } from '../ops/doctor/checks/index.ts';
import { examine } from '../ops/doctor/examine.ts';
import type { Finding } from '../ops/doctor/finding.ts';
import { thisMachine } from '../ops/doctor/machine.ts';
import { summary } from '../ops/doctor/report.ts';
import { noteSubscribed } from '../store/tables/subscriptions.ts';
import type { Deps } from './deps.ts';
import { factsInside } from './doctor-commands.ts';
import { linksFor, patientOf } from './patient.ts';

/** Nobody's door is knocked at unasked, and no bot asks itself. */
const ONLY_ASKED = ['webhook', 'request address'];

/**
 * The same features, with an eye on the settings: administrators are told of those that fail people, and what `doctor` finds is
 * logged, if that is wanted.
 */
export function watchingSettings<T extends { upkeep: Upkeep[] }>(
  deps: Deps,
  channel: Pick<EventChannel, 'check'>,
  features: T,
): T {
  const { config, db, cards, clock, log, toMend } = deps;
  const page = linksFor(config).console;
  const troubles = settingTroubles({
    db,
    cards,
    clock,
    log,
    admins: config.ADMIN_OPEN_IDS,
    manifest: readManifest(),
    page,
  });
  toMend.add(troubles.refused);
  if (!deps.checkup) return features;
  return { ...features, upkeep: [...features.upkeep, checkup(deps, channel, troubles)] };
}

/** What `doctor` finds, in the log at start and once a day. */
function checkup(
  deps: Deps,
  channel: Pick<EventChannel, 'check'>,
  { unsubscribed }: Pick<SettingTroubles, 'unsubscribed'>,
): Upkeep {
  const { config, db, log } = deps;
  const machine = { ...thisMachine, ...deps.machine };
  return {
    name: 'doctor',
    everyMs: DAY_MS,
    async run() {
      const patient = patientOf(config, {
        ...deps,
        machine,
        facts: () => factsInside(deps, channel),
        noteSubscribed: (approvalCode) => noteSubscribed(db, config.FEISHU_APP_ID, approvalCode),
      });
      const findings = await examine(
        patient,
        checks.filter(({ name }) => !ONLY_ASKED.includes(name)),
      );
      tell(findings, log);
      for (const name of findings.flatMap(unheard)) await unsubscribed(name);
    },
  };
}

/** The event or callback that is not subscribed. */
const unheard = ({ state, fix }: Finding): string[] =>
  state === 'fails' && (fix?.kind === 'event' || fix?.kind === 'callback') ? [fix.name] : [];

function tell(findings: Finding[], log: Deps['log']): void {
  const { ok, fails, unknown, ill } = summary(findings);
  const wrong = findings
    .filter(({ state }) => state === 'fails')
    .map(({ about, says }) => `${about}: ${says}`);
  const counts = { ok, fails, unknown, ...(fails > 0 && { wrong }) };
  const words =
    fails > 0
      ? 'doctor has found something to mend: feishu-approval-bot doctor says how'
      : 'doctor has found nothing wrong';
  if (ill) log.error(counts, words);
  else if (fails > 0) log.warn(counts, words);
  else log.info(counts, words);
}
