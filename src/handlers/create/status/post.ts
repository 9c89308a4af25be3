import type { ApprovalInstance } from '../../../feishu/approval-instance.ts';
import { sendCard } from '../../../outbound/outbox.ts';
import type { Tx } from '../../../store/db.ts';
import { follow, wantRefresh } from '../../../store/tables/followed-instances.ts';
import { rememberInstance } from '../../../store/tables/seen-instances.ts';
import { nameOfDefinition } from '../../../wording/names.ts';
import { messageOf } from '../card-of.ts';
import type { CreateDeps, FormDraft } from '../deps.ts';
import { formName } from '../draft-form.ts';
import type { Line } from '../form/control.ts';
import { queues } from '../queues.ts';
import { aboutOwn, type Shown, statusCard } from './card.ts';

interface Created {
  approvalCode: string;
  instanceCode: string;
  lines: Line[];
  instance: ApprovalInstance | undefined;
}

/** Makes the form card the status card of the new instance, and posts one in the group where the form was asked for. */
export async function showStatus(
  tx: Tx,
  deps: Pick<CreateDeps, 'cards' | 'links' | 'summaries'>,
  draft: FormDraft,
  created: Created,
) {
  const { approvalCode, instanceCode, instance } = created;
  const about = { approvalCode, instanceCode };
  const { person: initiator } = draft;
  const press = { kind: 'status', owner: initiator, about: instanceCode } as const;
  const approvalName = draft.body.definition?.name ?? '';
  const shown: Shown = {
    ...created,
    initiator,
    approvalName: await nameOfDefinition(tx, approvalCode, formName(draft)),
    about: await aboutOwn(tx, deps, { instanceCode, initiator }),
  };
  await follow(tx, { ...about, approvalName, initiator, lines: created.lines });
  if (instance) await rememberInstance(tx, instance);
  else await heard(tx, instanceCode);
  const messageId = await messageOf(tx, draft.id);
  const to = messageId
    ? ({ kind: 'replace', messageId } as const)
    : ({ kind: 'person', openId: draft.person } as const);
  await sendCard(tx, `status:${draft.id}`, {
    to,
    card: statusCard(deps, shown, 'full'),
    press,
    about,
    follows: 'full',
  });
  const { origin } = draft.body;
  if (origin.direct || !origin.messageId) return;
  await sendCard(tx, `status:${draft.id}:origin`, {
    to: { kind: 'reply', messageId: origin.messageId, chatId: origin.chatId },
    card: statusCard(deps, shown, 'brief'),
    press,
    about,
    follows: 'brief',
  });
}

/** Something has happened to an instance: its cards are to be looked after, if there are any. */
export async function heard(tx: Tx, instanceCode: string, status?: string): Promise<void> {
  const wanted = await wantRefresh(tx, instanceCode);
  if (wanted === undefined) return;
  await queues.refresh.add(tx, {
    key: `${instanceCode}:${wanted}`,
    payload: { instanceCode, wanted, status: status ?? null },
  });
}
