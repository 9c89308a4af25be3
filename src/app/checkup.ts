import { readManifest } from '../feishu/manifest.ts';
import { type SettingTroubles, settingTroubles } from '../handlers/trouble/index.ts';
import type { EventChannel } from '../inbound/channel.ts';
import type { Upkeep } from '../jobs/upkeep.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lib/clock.ts';
import { eventChecks } from '../ops/doctor/checks/events.ts';
import { checks } from '../ops/doctor/checks/index.ts';
import { examine } from '../ops/doctor/examine.ts';
import type { Finding } from '../ops/doctor/finding.ts';
import { thisMachine } from '../ops/doctor/machine.ts';
import { summary } from '../ops/doctor/report.ts';
import { isUnheardOf } from '../store/tables/silence.ts';
import { noteSubscribed, subscribedBy } from '../store/tables/subscriptions.ts';
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
  const look = looking(deps, channel);
  const more = [checkup(deps, look, troubles), afterOwnActs(deps, look, troubles)];
  return { ...features, upkeep: [...features.upkeep, ...more] };
}

type Look = (all: typeof checks) => Promise<Finding[]>;

/** What `doctor` finds from inside, each time anew. */
function looking(deps: Deps, channel: Pick<EventChannel, 'check'>): Look {
  const { config, db } = deps;
  const machine = { ...thisMachine, ...deps.machine };
  return (all) => {
    const patient = patientOf(config, {
      ...deps,
      machine,
      facts: () => factsInside(deps, channel),
      noteSubscribed: (approvalCode) => noteSubscribed(db, config.FEISHU_APP_ID, approvalCode),
    });
    return examine(patient, all);
  };
}

/** What `doctor` finds, in the log at start and once a day. */
function checkup({ log }: Pick<Deps, 'log'>, look: Look, { unsubscribed }: Told): Upkeep {
  return {
    name: 'doctor',
    everyMs: DAY_MS,
    async run() {
      const findings = await look(checks.filter(({ name }) => !ONLY_ASKED.includes(name)));
      tell(findings, log);
      for (const name of findings.flatMap(unheard)) await unsubscribed(name);
    },
  };
}

type Told = Pick<SettingTroubles, 'unsubscribed'>;

const EVENTS_COME_WITHIN_MS = 10 * MINUTE_MS;

/**
 * Looks whether the events are subscribed as soon as none has followed something that the bot did itself, an approval started
 * or copied, and not only with the next day: it costs two calls, at most once an hour.
 */
function afterOwnActs({ db, config, clock, log }: Deps, look: Look, { unsubscribed }: Told): Upkeep {
  let restsUntil = Number.NEGATIVE_INFINITY;
  return {
    name: 'events after our own acts',
    everyMs: 5 * MINUTE_MS,
    async run() {
      const now = clock.now();
      if (clock.inDoubt() || now < restsUntil) return;
      const within = { from: now - HOUR_MS, to: now - EVENTS_COME_WITHIN_MS };
      if (!(await isUnheardOf(db, within, await subscribedBy(db, config.FEISHU_APP_ID)))) return;
      const missing = (await look(eventChecks)).flatMap(unheard);
      // A tenant may send none of its own accord, which then is no reason to ask all day.
      restsUntil = now + (missing.length > 0 ? HOUR_MS : 6 * HOUR_MS);
      if (missing.length > 0) log.warn({ missing }, 'no event has followed what the bot did itself');
      for (const name of missing) await unsubscribed(name);
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
