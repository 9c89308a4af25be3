import type { NoticeView } from '../../cards/views.ts';
import type { Command, IncomingMessage } from '../../dispatch/feature.ts';
import { referredTo } from '../../external-reference.ts';
import type { Writes } from '../../jobs/perform.ts';
import { addJob } from '../../jobs/queue.ts';
import { answer, answerPrivately } from '../../outbound/notices.ts';
import type { Tx } from '../../store/db.ts';
import { addRequest, type NewCcRequest } from '../../store/tables/cc-requests.ts';
import { rememberChosen } from '../../store/tables/chosen-people.ts';
import { rememberInstance } from '../../store/tables/seen-instances.ts';
import { type CcArguments, listed, readCcArguments } from './arguments.ts';
import { findTarget } from './find-target.ts';
import { type CcParts, COPY_QUEUE } from './parts.ts';
import { sendPicker } from './picker.ts';
import { recentInstances } from './recent.ts';
import { statusCommand, statusWords } from './status-command.ts';
import type { Target } from './target.ts';

/** `/cc @a @b [instance] [comment]`, `/cc status [instance]` */
export function ccCommand(parts: CcParts): Command {
  const target = findTarget({ ...parts, recent: recentInstances(parts) });
  const status = statusCommand(parts, target);
  return {
    name: 'cc',
    aliases: ['抄送', '送付', '共有'],
    async run(message, rest) {
      const about = statusWords(rest);
      if (about) return status(message, about);
      const args = readCcArguments(rest, message.sender);
      if ('mistake' in args) return refuse(parts, message, args.mistake);
      return request(parts, message, args, await target(args, message));
    },
  };
}

function refuse({ cards, log }: CcParts, message: IncomingMessage, mistake: NoticeView): Writes {
  if (mistake.key === 'cc.unseen')
    log.warn(
      { message_id: message.messageId },
      'somebody was mentioned without an id: the contact range of the app (Permissions & Scopes > Contacts) leaves them out',
    );
  return (tx) => answer(tx, cards, message, mistake);
}

function request(parts: CcParts, message: IncomingMessage, args: CcArguments, target: Target): Writes {
  const { cards, log } = parts;
  if (target.kind === 'none')
    return (tx) => answerPrivately(tx, cards, message, { key: target.key, level: 'warning' });
  const told = target.kind === 'choose' ? target.told : undefined;
  if (target.kind === 'choose' && target.from.length === 0)
    return (tx) => answerPrivately(tx, cards, message, { key: told ?? 'cc.no_recent', level: 'info' });
  const fresh: NewCcRequest = {
    id: parts.newId(),
    messageId: message.messageId,
    chatId: message.chatId,
    direct: message.direct,
    sender: message.sender,
    recipients: args.recipients,
    leftOutSelf: args.leftOutSelf,
    comment: target.comment,
    instanceCode: target.kind === 'instance' ? target.instanceCode : null,
    pickerMessageId: null,
  };
  return async (tx: Tx) => {
    if (!(await addRequest(tx, fresh))) return;
    log.info(
      { message_id: fresh.messageId, request: fresh.id, instance: fresh.instanceCode },
      'CC asked for',
    );
    await rememberChosen(tx, fresh.sender, fresh.recipients);
    if (args.bots.length > 0)
      await answer(tx, cards, message, {
        key: 'cc.bots_left_out',
        level: 'info',
        params: listed(args.bots),
      });
    if (target.kind === 'instance')
      return void (await addJob(tx, { queue: COPY_QUEUE, key: fresh.id, payload: {} }));
    if (told) await answerPrivately(tx, cards, message, { key: told, level: 'info' });
    for (const one of target.from)
      if (referredTo(one.instanceCode) === undefined) await rememberInstance(tx, one);
    await sendPicker(tx, cards, fresh, target.from);
  };
}
