import { BUTTONS } from '../../cards/buttons.ts';
import { type Action, forAnybody, forOwner, type Once } from '../../dispatch/actions.ts';
import { type Click, textOf } from '../../dispatch/click.ts';
import { MINUTE_MS } from '../../lib/clock.ts';
import { isOpenId } from '../../lib/ids.ts';
import type { Words } from '../../lib/words.ts';
import { sendCard } from '../../outbound/outbox.ts';
import type { Tx } from '../../store/db.ts';
import type { InstanceRef } from '../../store/tables/card-messages.ts';
import { addRequest, hasRequest } from '../../store/tables/cc-requests.ts';
import { chosenBefore, rememberChosen } from '../../store/tables/chosen-people.ts';
import { type Followed, findFollowed } from '../../store/tables/followed-instances.ts';
import { messageOfCard } from '../../store/tables/sent-cards.ts';
import { nameOfDefinition } from '../../wording/names.ts';
import { aboutOne } from './about.ts';
import { MAX_COMMENT, MAX_RECIPIENTS } from './arguments.ts';
import { type CcDeps, copyQueue } from './deps.ts';

/** A form that was not used for so long is out of sight: whoever presses again gets another one. */
const FORM_SHOWN_MS = 10 * MINUTE_MS;

/** The button *CC* of a status card, and the form that it sends. */
export const ccFormActions = (deps: Pick<CcDeps, 'cards' | 'newId' | 'summaries' | 'time'>): Action[] => [
  openForm(deps),
  sendForm(deps),
];

const ONE_FORM: Once<Followed> = {
  forMs: FORM_SHOWN_MS,
  version: ({ click }) => click.operator,
  isOpen: isFormOpen,
  told: 'toast.form_sent_before',
};

/**
 * The form goes to the direct chat of whoever has pressed. Whether that person may copy the instance is found out when the
 * form is sent, as for every CC.
 */
function openForm(deps: Pick<CcDeps, 'cards' | 'newId' | 'summaries'>): Action {
  const { cards } = deps;
  const onStatusCard = forAnybody(cards, {
    kind: 'status',
    named: 'i',
    because: 'the form goes to whoever pressed, and only what that person may copy is copied',
    find: ({ about }, tx) => findFollowed(tx, about),
    outdated: 'toast.outdated',
  });
  return onStatusCard(BUTTONS.ccForm, ONE_FORM, async ({ click: { operator }, thing: followed, tx }) => {
    const { instanceCode, approvalCode } = followed;
    const approvalName = await nameOfDefinition(tx, approvalCode, followed.approvalName);
    const key = `cc-form:${deps.newId()}`;
    const form = await formFor(tx, deps, operator, { instanceCode, approvalCode, approvalName }, '');
    await sendCard(tx, key, { to: { kind: 'person', openId: operator }, ...form });
    return { toast: cards.toast('info', 'toast.form_sent'), made: key };
  });
}

/** The form for an instance, as one who copies it sees it. */
export async function formFor(
  tx: Tx,
  deps: Pick<CcDeps, 'cards' | 'summaries'>,
  person: string,
  { instanceCode, approvalCode, approvalName }: InstanceRef & { approvalName: Words },
  comment: string,
) {
  const candidates = (await chosenBefore(tx, person)).filter((one) => one !== person);
  const { about } = await aboutOne(tx, deps, person, instanceCode);
  return {
    card: deps.cards.card('cc-form', { about, approvalName, instanceCode, comment, candidates }),
    press: { kind: 'cc-form', owner: person, about: instanceCode } as const,
    about: { instanceCode, approvalCode },
  };
}

function sendForm(deps: Pick<CcDeps, 'cards' | 'newId' | 'time'>): Action {
  const { cards } = deps;
  const onForm = forOwner(cards, {
    kind: 'cc-form',
    named: 'i',
    find: async ({ about }) => about,
    notYours: 'toast.not_yours',
    outdated: 'toast.outdated',
  });
  // A message asks for one copy, as which it is entered.
  return onForm(BUTTONS.ccFormSend, 'by-state', async ({ click, thing: instanceCode, tx }) => {
    const { operator, messageId, chatId, form } = click;
    const recipients = recipientsIn(form);
    if (recipients.length === 0) return { toast: cards.toast('warning', 'toast.cc_nobody') };
    const comment = textOf(form.comment).trim().slice(0, MAX_COMMENT);
    const id = deps.newId();
    const asked = { id, messageId, chatId, direct: true, sender: operator, recipients, comment };
    const request = {
      ...asked,
      leftOutSelf: false,
      instanceCode,
      pickerMessageId: messageId,
      createdAt: deps.time.estimate(),
    };
    if (!(await addRequest(tx, request))) return { toast: cards.toast('info', 'toast.form_used') };
    await rememberChosen(tx, operator, recipients);
    await copyQueue.add(tx, { key: id, payload: {} });
    const card = cards.card('cc-progress', { recipients });
    return { toast: cards.toast('info', 'toast.working'), card: { type: 'raw', data: card } };
  });
}

const recipientsIn = ({ people }: Click['form']): string[] =>
  [...new Set(Array.isArray(people) ? people.filter(isOpenId) : [])].slice(0, MAX_RECIPIENTS);

/** Whether a form is on its way or in the chat, and nothing was copied with it. */
async function isFormOpen(key: string, tx: Tx): Promise<boolean> {
  const messageId = await messageOfCard(tx, key);
  return !messageId || !(await hasRequest(tx, messageId));
}
