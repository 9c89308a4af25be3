import type { AdminCommand } from '../../jobs/admin-command.ts';
import { bulkSendQueue } from '../../outbound/outbox.ts';
import { digestDay } from '../../store/tables/digest-days.ts';
import {
  type DigestChoice,
  digestChoice,
  digestPeople,
  holdPerson,
  setNext,
} from '../../store/tables/digest-settings.ts';
import { type DigestDeps, prepareQueue, reportQueue, type ScheduleDeps } from './deps.ts';
import { sendTime } from './schedule/schedule.ts';
import { decide, mayHaveUnread } from './sending/decide.ts';
import { owe } from './sending/owe.ts';
import { isOn, scheduleOf, todayOf } from './settings/effective.ts';
import { nextFor } from './settings/save.ts';

const PAGE = 200;

/**
 * Owes today's digest now to everyone (or one person) whose day has one and who has not had it, whatever the time; the
 * jobs then send it. A dry run asks Feishu and says what each would get, and sends nothing.
 */
export function runDigests(
  deps: Pick<DigestDeps, 'clock' | 'db' | 'defaults' | 'reconcileInBulk' | 'time'>,
): AdminCommand {
  const run: AdminCommand['run'] = async (args, say) => {
    const user = typeof args.user === 'string' ? args.user : undefined;
    const act = args.dryRun === true ? preview : oweNow;
    const counts = new Map<string, number>();
    for await (const choice of people(deps, user)) {
      const outcome = await act(deps, choice);
      const kind = outcome.split(':')[0] ?? outcome;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      if (user || args.dryRun === true)
        say(`${choice.openId}  ${todayOf(choice, deps.defaults, deps.clock.now())}  ${outcome}`);
    }
    const total = [...counts].sort().map(([kind, count]) => `${count} ${kind}`);
    say(total.join(', ') || 'nobody has the digest');
  };
  return { queues: [prepareQueue, bulkSendQueue, reportQueue].map(({ name }) => name), further: true, run };
}

async function* people(
  { db }: Pick<DigestDeps, 'db'>,
  user: string | undefined,
): AsyncGenerator<DigestChoice> {
  if (user) return yield await digestChoice(db, user);
  for (let after = ''; ; ) {
    const page = await digestPeople(db, after, PAGE);
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last.openId;
  }
}

/** Why this person gets none today whatever waits, or undefined. */
function notToday(choice: DigestChoice, { defaults, clock }: ScheduleDeps): string | undefined {
  if (!isOn(choice, defaults)) return choice.stopped ? `stopped: ${choice.stopped}` : 'turned off';
  const schedule = scheduleOf(choice, defaults);
  const today = todayOf(choice, defaults, clock.now());
  return sendTime(today, schedule, choice.openId) === undefined ? 'none today' : undefined;
}

async function oweNow(
  deps: Pick<DigestDeps, 'clock' | 'db' | 'defaults'>,
  choice: DigestChoice,
): Promise<string> {
  const none = notToday(choice, deps);
  if (none) return none;
  const today = todayOf(choice, deps.defaults, deps.clock.now());
  return deps.db.transaction(async (tx) => {
    await holdPerson(tx, choice.openId);
    if (!(await owe(tx, choice.openId, today))) return 'done or under way before';
    await setNext(tx, choice.openId, await nextFor(tx, deps, choice));
    return 'begun';
  });
}

async function preview(
  deps: Pick<DigestDeps, 'clock' | 'db' | 'defaults' | 'reconcileInBulk' | 'time'>,
  choice: DigestChoice,
): Promise<string> {
  const none = notToday(choice, deps);
  if (none) return none;
  const { db, defaults, clock } = deps;
  const { openId } = choice;
  const today = todayOf(choice, defaults, clock.now());
  const day = await digestDay(db, openId, today);
  if (day) return `${day.state} before`;
  if (!(await mayHaveUnread(db, openId, clock.now()))) return 'nothing unread';
  const found = await deps.reconcileInBulk(openId);
  const decision = await db.transaction(async (tx) => {
    await found.write(tx);
    return decide(tx, deps, openId, today);
  });
  if ('skip' in decision) return decision.skip;
  const { fresh, earlier } = decision.contents;
  return `to be sent: ${fresh.length + earlier.length} unread, ${fresh.length} of them new`;
}
