import type { Logger } from 'pino';
import type { ApprovalInstance } from '../feishu/approval-instance.ts';
import type { ApprovalPort } from '../feishu/approvals.ts';
import { within } from '../lib/async/within.ts';
import type { Clock } from '../lib/clock.ts';
import { dayOf } from '../lib/platform-days.ts';
import type { Db, Tx } from '../store/db.ts';
import { rememberRemarks } from '../store/tables/cc-remarks.ts';
import { cachedDefinition } from '../store/tables/definitions.ts';
import { enterSummary, rememberSummary, summariesOf } from '../store/tables/instance-summaries.ts';
import { takeFromBudget } from '../store/tables/tally.ts';
import { referredTo } from '../store/third-party-reference.ts';
import { summaryLine } from './line.ts';
import { mayBeTold, ROLES, type SummaryRules, writtenRule } from './rules.ts';

/** What approvals are about, for whoever may be told. */
export interface Summaries {
  /** What is stored of native instances, for a reader, by code; costs no call. */
  toldOf(db: Pick<Tx, 'all'>, reader: string, instanceCodes: readonly string[]): Promise<Map<string, Told>>;
  /** Whether a reader is told what the system of a third-party instance says of it. */
  tellsThirdParty(reader: string, instance: Parts): boolean;
  /** Reads those of which nothing is stored, each once, as far as a day's budget goes; what takes long comes another time. */
  lookUp(wanted: readonly Wanted[]): Promise<void>;
}

export interface Told {
  /** Empty where it is not known what it is about, or not for this reader. */
  line: string;
  /** open_id; empty where it is not known. */
  initiator: string;
}

interface Parts {
  approvalCode: string;
  initiator: string;
  approvers: readonly string[];
}

/** An instance that a row is to tell of. */
export interface Wanted {
  instanceCode: string;
  approvalCode: string;
  /** Whether its reader takes part in it, not only has a copy. */
  takesPart: boolean;
}

interface Deps {
  db: Db;
  clock: Pick<Clock, 'now' | 'sleep'>;
  log: Logger;
  rules: SummaryRules;
  /** At low priority; what is read through it is kept. */
  approvals: Pick<ApprovalPort, 'instance'>;
  /** So many instances a day are read for this alone. */
  readsPerDay: number;
}

/** A person waits for the card. */
const READ_WITHIN_MS = 1_500;
const BUDGET = 'instance read for its summary';

export function summaries(deps: Deps): Summaries {
  const { db, clock, log, rules } = deps;

  /** Entered before it is read: whatever comes of it, it is read once. */
  async function read({ instanceCode, approvalCode }: Wanted): Promise<void> {
    if (!(await takeFromBudget(db, BUDGET, dayOf(clock.now()), deps.readsPerDay))) return;
    const rule = writtenRule(rules(approvalCode));
    if (!(await enterSummary(db, { instanceCode, approvalCode, rule }))) return;
    await deps.approvals.instance(instanceCode);
  }

  return {
    async toldOf(tx, reader, instanceCodes) {
      const told = new Map<string, Told>();
      for (const one of await summariesOf(tx, native(instanceCodes))) {
        const rule = rules(one.approvalCode);
        const isTold = one.rule === writtenRule(rule) && mayBeTold(reader, one, rule);
        told.set(one.instanceCode, { line: isTold ? one.line : '', initiator: one.initiator });
      }
      return told;
    },
    tellsThirdParty: (reader, instance) =>
      mayBeTold(reader, instance, { visible: ROLES, ...rules(instance.approvalCode) }),
    async lookUp(wanted) {
      if (deps.readsPerDay < 1) return;
      const kept = await summariesOf(db, native(wanted.map(({ instanceCode }) => instanceCode)));
      const isKept = ({ instanceCode, approvalCode }: Wanted) =>
        kept.some(
          (one) => one.instanceCode === instanceCode && one.rule === writtenRule(rules(approvalCode)),
        );
      const isUseful = ({ approvalCode, takesPart }: Wanted) =>
        takesPart || rules(approvalCode).visible?.includes('copied');
      const missing = wanted.filter(
        (one) => referredTo(one.instanceCode) === undefined && isUseful(one) && !isKept(one),
      );
      const readings = missing.map((one) =>
        read(one).catch((err) => log.debug({ err, instance_code: one.instanceCode }, 'no summary')),
      );
      if (readings.length > 0) await within(clock, READ_WITHIN_MS, Promise.all(readings));
    },
  };
}

/** Those whose form Feishu tells; of third-party ones their system does. */
const native = (instanceCodes: readonly string[]) => [
  ...new Set(instanceCodes.filter((code) => referredTo(code) === undefined)),
];

/** The same port, which keeps of each instance that is read what it is about and what was written with its copies. */
export function remembering(
  { db, rules }: { db: Db; rules: SummaryRules },
  approvals: ApprovalPort,
): ApprovalPort {
  return {
    ...approvals,
    async instance(code) {
      const instance = await approvals.instance(code);
      await keep(db, rules, instance);
      return instance;
    },
  };
}

async function keep(db: Db, rules: SummaryRules, instance: ApprovalInstance): Promise<void> {
  const { instanceCode, approvalCode, initiator, approvers, form, ccs } = instance;
  const rule = rules(approvalCode);
  const definition = (await cachedDefinition(db, approvalCode)) as { form?: unknown } | undefined;
  const definitionForm = typeof definition?.form === 'string' ? definition.form : '';
  await rememberSummary(db, {
    ...{ instanceCode, approvalCode, initiator, approvers },
    line: summaryLine(form, definitionForm, rule.fields),
    rule: writtenRule(rule),
  });
  const remarks = ccs.flatMap(({ to, by, comment, at }) =>
    to.map(({ openId }) => ({ openId, by, comment, at })),
  );
  await rememberRemarks(db, instanceCode, remarks);
}
