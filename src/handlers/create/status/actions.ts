import { BUTTONS } from '../../../cards/buttons.ts';
import { type Action, forOwner, type Once, type Pressed } from '../../../dispatch/actions.ts';
import type { ClickAnswer } from '../../../dispatch/click.ts';
import { isFinal, isStatement } from '../../../feishu/gateway/errors.ts';
import type { JobHandler } from '../../../jobs/perform.ts';
import { MINUTE_MS } from '../../../lib/clock.ts';
import { sendCard } from '../../../outbound/outbox.ts';
import type { Tx } from '../../../store/db.ts';
import { addDraft, draftOfInstance } from '../../../store/tables/drafts.ts';
import { type Followed, findFollowed, statusCards } from '../../../store/tables/followed-instances.ts';
import { nameOfDefinition } from '../../../wording/names.ts';
import { type CreateDeps, type DraftBody, emptyBody } from '../deps.ts';
import type { Line } from '../form/control.ts';
import { notice, problemKey, withdrawalProblem } from '../problems.ts';
import { type PayloadOf, queues } from '../queues.ts';
import { expireLater, oneForm } from '../start.ts';
import { aboutOwn, statusCard } from './card.ts';
import { heard } from './post.ts';

/** What a status card offers to the person who started the approval. */
export function statusActions(
  deps: Pick<CreateDeps, 'cards' | 'clock' | 'links' | 'newId' | 'summaries'>,
): Action[] {
  const { cards } = deps;
  const byInitiator = forOwner(cards, {
    kind: 'status',
    named: 'i',
    find: ({ about }, tx) => findFollowed(tx, about),
    notYours: 'toast.only_initiator',
    outdated: 'toast.form_outdated',
  });
  // What came of one is heard of, and then it may be tried again.
  const onceAMinute: Once<Followed> = {
    forMs: MINUTE_MS,
    version: ({ thing }) => String(thing.wanted),
    told: 'toast.withdrawing',
  };

  const asking = async ({ click, thing, tx }: Pressed<Followed>): Promise<ClickAnswer> => {
    const cardsOfIt = await statusCards(tx, thing.instanceCode);
    const extent = cardsOfIt.find((one) => one.message_id === click.messageId)?.extent ?? 'brief';
    const approvalName = await nameOfDefinition(tx, thing.approvalCode, thing.approvalName);
    const about = await aboutOwn(tx, deps, thing);
    const shown = { ...thing, about, approvalName, lines: thing.lines as Line[], instance: undefined };
    return { card: { type: 'raw', data: statusCard(deps, shown, extent, true) } };
  };
  const drawnAgain: Once<Followed> = {
    forMs: 10_000,
    version: () => 'kept',
    told: 'toast.kept',
  };

  return [
    byInitiator(BUTTONS.statusWithdraw, 'by-state', asking),
    byInitiator(BUTTONS.statusKeep, drawnAgain, async ({ thing, tx }) => {
      await heard(tx, thing.instanceCode);
      return { toast: cards.toast('info', 'toast.kept') };
    }),
    byInitiator(BUTTONS.statusWithdrawNow, onceAMinute, async ({ thing, tx }) => {
      const { instanceCode, approvalCode, initiator, wanted } = thing;
      const payload = { instanceCode, approvalCode, initiator };
      await queues.withdraw.add(tx, { key: `${instanceCode}:${wanted}`, payload });
      return { toast: cards.toast('info', 'toast.withdrawing') };
    }),
    byInitiator(BUTTONS.statusAgain, oneForm(), async ({ thing, tx }) => {
      const { instanceCode, approvalCode, initiator: person } = thing;
      const made = await beginAgain(tx, deps, { instanceCode, approvalCode, person });
      return { toast: cards.toast('info', 'toast.form_sent'), made };
    }),
  ];
}

/** A new form with what the earlier one held; its files have to be added again, since a code is good for one instance. */
async function beginAgain(
  tx: Tx,
  deps: Pick<CreateDeps, 'clock' | 'newId'>,
  { instanceCode, approvalCode, person }: { instanceCode: string; approvalCode: string; person: string },
) {
  const earlier = await draftOfInstance<DraftBody>(tx, instanceCode);
  const id = deps.newId();
  const body = emptyBody({ messageId: null, chatId: '', direct: true }, '');
  if (earlier) {
    body.filled = { ...earlier.body.filled, files: {} };
    body.people = earlier.body.people;
  }
  await addDraft<DraftBody>(tx, { id, person, state: 'opening', body });
  await queues.open.add(tx, { key: id, payload: { draftId: id, approvalCode } });
  await expireLater(tx, deps, id);
  return id;
}

/** What a withdrawal leaves an instance as. */
const WITHDRAWN = ['CANCELED', 'DELETED', 'REVERTED'];

type Withdrawal = PayloadOf<'withdraw'>;

/**
 * The job that withdraws an instance. A second withdrawal is refused like one that is not allowed, so what has become of the
 * instance is looked at before a repetition, and before a refusal is believed. Its cards are brought up to date afterwards, whatever came of it: not every
 * definition tells by events, and a refusal means that things stand otherwise than the card says.
 */
export function withdrawJob(
  deps: Pick<CreateDeps, 'approvals' | 'cards' | 'creations' | 'links' | 'log'>,
): JobHandler {
  const isDone = async ({ instanceCode }: Withdrawal) => {
    const { status } = await deps.approvals.instance(instanceCode);
    return WITHDRAWN.includes(status);
  };

  /** Once it is withdrawn; throws what keeps it from being so. */
  async function withdraw(withdrawal: Withdrawal, isRepeated: boolean): Promise<void> {
    if (isRepeated && (await isDone(withdrawal))) return;
    await deps.creations.cancel(withdrawal).catch(async (error) => {
      if (!isFinal(error) || !(await isDone(withdrawal))) throw error;
    });
  }

  return queues.withdraw.handler({
    async run(job) {
      const { payload: withdrawal } = job;
      try {
        await withdraw(withdrawal, job.attempts > 1);
      } catch (error) {
        if (!isStatement(error)) throw error;
        deps.log.warn({ err: error, instance_code: withdrawal.instanceCode }, 'a withdrawal was refused');
        return async (tx) => {
          await tell(tx, deps, withdrawal, job.key, withdrawalProblem(error));
          await heard(tx, withdrawal.instanceCode);
        };
      }
      return (tx) => heard(tx, withdrawal.instanceCode);
    },
    async gaveUp(job, error, tx) {
      await tell(tx, deps, job.payload, job.key, problemKey(error));
    },
  });
}

async function tell(
  tx: Tx,
  { cards, links }: Pick<CreateDeps, 'cards' | 'links'>,
  { initiator, instanceCode, approvalCode }: Withdrawal,
  key: string,
  sentence: Parameters<typeof notice>[1],
) {
  await sendCard(tx, `withdraw:${key}`, {
    to: { kind: 'person', openId: initiator },
    card: notice(cards, sentence, key, links(instanceCode)),
    about: { instanceCode, approvalCode },
  });
}
