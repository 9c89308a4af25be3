import type { AdminCommand } from '../../jobs/admin-command.ts';
import { thirdPartyAfter } from '../../store/tables/third-party-comparison.ts';
import { holdThirdParty, type ThirdPartyRecord } from '../../store/tables/third-party-instances.ts';
import type { ThirdPartyDeps } from '../deps.ts';
import { differences } from './differences.ts';
import { sendWhole } from './repair.ts';
import { retryRefused, syncQueue } from './sync-queue.ts';

const AT_ONCE = 20;

/** Compares every third-party instance, with its tasks, with what Feishu has; `repair` gives it once more what differs or was refused. */
export function checkCommand(deps: Pick<ThirdPartyDeps, 'db' | 'thirdParty'>): AdminCommand {
  return {
    queues: [syncQueue.name],
    async run(args, say) {
      const repair = args.repair === true;
      const system = typeof args.system === 'string' ? args.system : undefined;
      const count = { compared: 0, differing: 0, absent: 0 };
      for await (const page of pages(deps, system)) {
        const settled = page.filter((one) => one.state === 'synchronised');
        for (const one of page) if (one.state !== 'synchronised') say(await waiting(deps, one, repair));
        count.compared += settled.length;
        count.absent += page.length - settled.length;
        count.differing += await compare(deps, settled, repair, say);
      }
      const { compared, differing, absent } = count;
      say(`${compared} instances compared, ${differing} differ${repair ? ' and are sent again' : ''}.`);
      if (absent > 0) say(`${absent} are not there yet, or were refused.`);
    },
  };
}

async function* pages({ db }: Pick<ThirdPartyDeps, 'db'>, system: string | undefined) {
  for (let after = ''; ; ) {
    const page = await thirdPartyAfter(db, { after, limit: AT_ONCE, system });
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = last.instanceId;
  }
}

/** How many of these differ. */
async function compare(
  { db, thirdParty }: Pick<ThirdPartyDeps, 'db' | 'thirdParty'>,
  records: ThirdPartyRecord[],
  repair: boolean,
  say: (line: string) => void,
): Promise<number> {
  if (records.length === 0) return 0;
  const theirs = await thirdParty.list(records.map((one) => one.instanceId));
  let differing = 0;
  for (const record of records) {
    const found = theirs.find((one) => one.id === record.instanceId);
    const lines = differences(record, found);
    for (const line of lines) say(`${nameOf(record)}: ${line}`);
    if (lines.length === 0) continue;
    differing++;
    const difference = { theirs: found?.updateTime ?? 0, thorough: true };
    if (repair) await db.transaction((tx) => sendWhole(tx, record, difference));
  }
  return differing;
}

const nameOf = ({ system, instanceId }: ThirdPartyRecord) => `${system} ${instanceId}`;

/** What keeps an instance from being compared; what Feishu has refused is sent once more if that is asked for. */
async function waiting(
  { db }: Pick<ThirdPartyDeps, 'db'>,
  record: ThirdPartyRecord,
  repair: boolean,
): Promise<string> {
  const { state, error, acceptedAt, instanceId } = record;
  if (state !== 'refused') return `${nameOf(record)}: on its way since ${new Date(acceptedAt).toISOString()}`;
  const refused = `${nameOf(record)}: refused, ${error?.code} ${error?.message}`;
  if (!repair) return refused;
  await db.transaction(async (tx) => {
    const held = await holdThirdParty(tx, instanceId);
    if (held?.state === 'refused') await retryRefused(tx, held);
  });
  return `${refused}; it is sent again`;
}
