import { textOf } from '../../dispatch/click-value.ts';
import type { Click, ClickAnswer, ClickHandler } from '../../dispatch/feature.ts';
import { isOpenId } from '../../feishu/ids.ts';
import { addJob } from '../../jobs/queue.ts';
import { sendCard } from '../../outbound/outbox.ts';
import type { Tx } from '../../store/db.ts';
import { addRequest } from '../../store/tables/cc-requests.ts';
import { chosenBefore, rememberChosen } from '../../store/tables/chosen-people.ts';
import { type Followed, findFollowed, instanceShownIn } from '../../store/tables/followed-instances.ts';
import { MAX_COMMENT, MAX_RECIPIENTS } from './arguments.ts';
import { type CcParts, COPY_QUEUE } from './parts.ts';

/**
 * The button *CC* of a status card: the form goes to the direct chat of whoever pressed it. Whether that person may copy
 * the instance is found out when the form is sent, as for every CC.
 */
export function ccFormActions(parts: CcParts): Record<string, ClickHandler> {
  const { cards } = parts;

  async function open(click: Click, followed: Followed, tx: Tx): Promise<ClickAnswer> {
    const { instanceCode, approvalCode } = followed;
    const candidates = (await chosenBefore(tx, click.operator)).filter((one) => one !== click.operator);
    await sendCard(tx, `cc-form:${parts.newId()}`, {
      to: { kind: 'person', openId: click.operator },
      card: cards.card('cc-form', { approvalName: followed.approvalName, instanceCode, candidates }),
      about: { instanceCode, approvalCode },
    });
    return { toast: cards.toast('info', 'toast.form_sent') };
  }

  async function send(click: Click, tx: Tx): Promise<ClickAnswer> {
    const { operator, messageId, chatId, form, value } = click;
    const given = Array.isArray(form.people) ? form.people : [];
    const recipients = given.filter(isOpenId);
    if (recipients.length === 0) return { toast: cards.toast('warning', 'toast.cc_nobody') };
    const comment = textOf(form.comment).trim().slice(0, MAX_COMMENT);
    const id = parts.newId();
    const fresh = await addRequest(tx, {
      id,
      messageId,
      chatId,
      direct: true,
      sender: operator,
      recipients: [...new Set(recipients)].slice(0, MAX_RECIPIENTS),
      comment,
      leftOutSelf: false,
      instanceCode: String(value.i),
      pickerMessageId: messageId,
    });
    if (!fresh) return { toast: cards.toast('warning', 'toast.outdated') };
    await rememberChosen(tx, operator, recipients);
    await addJob(tx, { queue: COPY_QUEUE, key: id, payload: {} });
    const card = cards.card('cc-progress', { recipients });
    return { toast: cards.toast('info', 'toast.working'), card: { type: 'raw', data: card } };
  }

  return {
    'cc.form': async (click, tx) => {
      const instanceCode = await instanceShownIn(tx, click.messageId);
      const followed = instanceCode ? await findFollowed(tx, instanceCode) : undefined;
      if (!followed || instanceCode !== click.value.i)
        return { toast: cards.toast('warning', 'toast.outdated') };
      return open(click, followed, tx);
    },
    'cc.form_send': send,
  };
}
