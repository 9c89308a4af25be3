import { createHash } from 'node:crypto';
import type { Click } from '../../dispatch/click.ts';
import { sendCard } from '../../outbound/outbox.ts';
import type { Tx } from '../../store/db.ts';
import { chosenBefore } from '../../store/tables/chosen-people.ts';
import type { CreateDeps, FormDraft } from './deps.ts';
import { formName, openForm } from './draft-form.ts';
import { elsewhereCard, typedInto } from './elsewhere.ts';
import { freshForm } from './form/defaults.ts';
import { parseForm } from './form/parse.ts';
import { notice } from './problems.ts';
import { absorb } from './steps.ts';

type Over = Pick<CreateDeps, 'cards' | 'formLinks'>;

function typedCard(deps: Over, draft: FormDraft, because: 'closed' | 'expired'): object {
  const approvalName = formName(draft);
  const links = deps.formLinks(undefined);
  return elsewhereCard(deps, typedInto(draft), { because, approvalName, controls: '', links });
}

const linesOf = (draft: FormDraft) => JSON.stringify(typedInto(draft));

/** The card of a form that was left lying, with what was filled in, to be copied. */
export function expiredCard(deps: Over, draft: FormDraft): object {
  const { body, person } = draft;
  const filled = freshForm(parseForm(body.definition?.form ?? '[]'), person);
  if (linesOf(draft) === linesOf({ ...draft, body: { ...body, filled } }))
    return notice(deps.cards, 'create.expired', draft.id);
  return typedCard(deps, draft, 'expired');
}

/** Sends the owner what a press on a form that is over carries and the form did not have, once, to be copied. */
export async function giveBack(tx: Tx, deps: Over, draft: FormDraft, { form, value }: Click): Promise<void> {
  const typed = absorb(openForm(draft, await chosenBefore(tx, draft.person)), form, value.v).draft;
  const lines = linesOf(typed);
  if (lines === linesOf(draft)) return;
  const which = createHash('sha256').update(lines).digest('hex').slice(0, 16);
  const card = typedCard(deps, typed, 'closed');
  await sendCard(tx, `typed:${draft.id}:${which}`, { to: { kind: 'person', openId: draft.person }, card });
}
