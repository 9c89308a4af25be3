import type { IncomingMessage } from '../../feishu/incoming-message.ts';
import type { Writes } from '../../jobs/perform.ts';
import { listed } from '../../lib/words.ts';
import { answer, answerPrivately } from '../../outbound/notices.ts';
import type { Tx } from '../../store/db.ts';
import { addRequest, type NewCcRequest } from '../../store/tables/cc-requests.ts';
import { rememberChosen } from '../../store/tables/chosen-people.ts';
import { rememberInstance } from '../../store/tables/seen-instances.ts';
import { referredTo } from '../../store/third-party-reference.ts';
import type { CcArguments } from './arguments.ts';
import { type CcDeps, copyQueue } from './deps.ts';
import { sendPicker } from './picker.ts';
import { askForRest } from './rest.ts';
import type { Target } from './target.ts';

type Found = Exclude<Target, { kind: 'none' }>;

type RequestDeps = Pick<CcDeps, 'cards' | 'log' | 'newId' | 'summaries' | 'time'>;

/** Enters what a command asks for: it is done, or the sender is asked which instance, or for which people. */
export function request(
  deps: RequestDeps,
  message: IncomingMessage,
  args: CcArguments,
  target: Target,
): Writes {
  const { cards } = deps;
  if (target.kind === 'none')
    return (tx) => answerPrivately(tx, cards, message, { key: target.key, level: 'warning' });
  if (target.kind === 'choose' && target.from.length === 0)
    return (tx) => answerPrivately(tx, cards, message, { key: target.told ?? 'cc.no_recent', level: 'info' });
  return enter(deps, message, args, target);
}

function enter(deps: RequestDeps, message: IncomingMessage, args: CcArguments, target: Found): Writes {
  const { messageId, chatId, direct, sender } = message;
  const { recipients, leftOutSelf, leftOut, bots } = args;
  const isClear = target.kind === 'instance' && Object.values(leftOut).every((one) => one === null);
  const fresh: NewCcRequest = {
    ...{ id: deps.newId(), messageId, chatId, direct, sender, recipients, leftOutSelf },
    comment: target.comment,
    instanceCode: isClear ? target.instanceCode : null,
    pickerMessageId: null,
    createdAt: deps.time.estimate(),
  };
  return async (tx) => {
    if (!(await addRequest(tx, fresh))) return;
    const instance = target.kind === 'instance' ? target.instanceCode : null;
    deps.log.info({ message_id: messageId, request: fresh.id, instance }, 'CC asked for');
    await rememberChosen(tx, sender, recipients);
    if (bots.length > 0)
      await answer(tx, deps.cards, message, {
        key: 'cc.bots_left_out',
        level: 'info',
        params: { names: listed(bots) },
      });
    if (isClear) return void (await copyQueue.add(tx, { key: fresh.id, payload: {} }));
    await ask(tx, deps, fresh, args, target);
  };
}

async function ask(
  tx: Tx,
  deps: Pick<CcDeps, 'cards' | 'summaries'>,
  fresh: NewCcRequest,
  { leftOut }: CcArguments,
  target: Found,
): Promise<void> {
  const { cards } = deps;
  if (target.kind === 'instance') return askForRest(tx, cards, fresh, target.instanceCode, leftOut);
  if (target.told) await answerPrivately(tx, cards, fresh, { key: target.told, level: 'info' });
  for (const one of target.from)
    if (referredTo(one.instanceCode) === undefined) await rememberInstance(tx, one);
  await sendPicker(tx, deps, fresh, target.from, leftOut);
}
