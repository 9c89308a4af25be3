import type { CreateElsewhereView, FilledLineView } from '../../cards/views.ts';
import { FeishuRefusal, mayPass } from '../../feishu/gateway/errors.ts';
import { latestPeriod } from '../../feishu/listed.ts';
import type { Writes } from '../../jobs/perform.ts';
import { definitionId, rememberDefinitionId } from '../../store/tables/definitions.ts';
import { draftToChange, saveDraft } from '../../store/tables/drafts.ts';
import { present } from './card-of.ts';
import { rememberRefused } from './catalogue.ts';
import type { CreateDeps, DraftBody, FormDraft } from './deps.ts';
import { formName, labelOf, nameOfNode, openForm } from './draft-form.ts';
import type { Line, Problem } from './form/control.ts';
import { textIn } from './form/filled.ts';
import type { Unit } from './form/units.ts';
import { fieldNames } from './form-card.ts';

/** More of a form nobody copies from a card. */
const MOST_LINES = 40;

function shownLine({ label, text, plain, people }: Line): FilledLineView {
  return { label, text: plain ?? text ?? null, people: people ?? null, link: null };
}

/** What a person would have to type again. */
export function typedInto(draft: FormDraft): FilledLineView[] {
  const { definition } = draft.body;
  if (!definition) return [];
  const form = openForm(draft, []);
  const { lines, approvers, ccs, problems } = form.reading();
  const chosen = [...approvers, ...ccs].flatMap(({ node, people }): Line[] => {
    const label = nameOfNode(draft.body, node);
    return people.length > 0 ? [{ label, people }] : [];
  });
  return [...lines, ...unread(draft, form.units(), problems), ...chosen].map(shownLine);
}

/** What can't be read as it should be, as it was typed. */
const unread = (draft: FormDraft, units: Unit[], problems: Problem[]): Line[] =>
  units
    .filter(({ key }) => problems.some(({ at }) => at === key))
    .flatMap((unit): Line[] => {
      const text = fieldNames([unit]).map((name) => textIn(draft.body.filled, name));
      const typed = text.filter(Boolean).join(' ');
      return typed ? [{ label: labelOf(unit, draft), text: typed }] : [];
    });

/** The number of a definition, which is asked for once: without it the link opens the approval app itself. */
async function numberOf(
  { db, definitions, time, log }: Pick<CreateDeps, 'db' | 'definitions' | 'log' | 'time'>,
  approvalCode: string,
): Promise<string | undefined> {
  const known = await definitionId(db, approvalCode);
  if (known !== undefined) return known;
  try {
    const found = await definitions.numberOf(approvalCode, latestPeriod(time.estimate()));
    if (found !== undefined) await rememberDefinitionId(db, approvalCode, found);
    return found;
  } catch (error) {
    if (!(error instanceof FeishuRefusal) && !mayPass(error)) throw error;
    log.warn({ err: error, approval_code: approvalCode }, 'the number of a definition can not be read');
    return undefined;
  }
}

/** With as much of what was typed as fits, and how much there is besides. */
export const elsewhereCard = (
  { cards }: Pick<CreateDeps, 'cards'>,
  typed: FilledLineView[],
  view: Omit<CreateElsewhereView, 'lines' | 'more'>,
): object =>
  cards.fullest('create-elsewhere', Math.min(typed.length, MOST_LINES), (rows) => ({
    ...view,
    lines: typed.slice(0, rows),
    more: typed.length - rows,
  }));

type Elsewhere = Pick<CreateElsewhereView, 'because' | 'approvalName' | 'controls'>;

/** What sends somebody on to Feishu's own form. */
export type ElsewhereDeps = Pick<CreateDeps, 'cards' | 'db' | 'definitions' | 'formLinks' | 'log' | 'time'>;

/** Ends a draft with the way on: a link to Feishu's own form where there is one, and what was typed so far, to be copied. */
export async function elsewhere(deps: ElsewhereDeps, draft: FormDraft, why: Elsewhere): Promise<Writes> {
  const approvalId = why.because === 'gone' ? undefined : await numberOf(deps, draft.approvalCode ?? '');
  const links = deps.formLinks(approvalId);
  return async (tx) => {
    const current = await draftToChange<DraftBody>(tx, draft.id);
    if (current?.state !== draft.state) return;
    const saved = await saveDraft(tx, { ...current, state: 'refused' });
    if (!saved) return;
    await present(tx, deps, saved, elsewhereCard(deps, typedInto(current), { ...why, links }));
  };
}

/**
 * The same for a kind of process that Feishu has just refused to start, such as a free one. That is remembered, so that the
 * next person hears of it before they fill anything in.
 */
export async function kindRefused(
  deps: ElsewhereDeps & Pick<CreateDeps, 'clock'>,
  draft: FormDraft,
): Promise<Writes> {
  const approvalName = formName(draft);
  const writes = await elsewhere(deps, draft, { because: 'kind', approvalName, controls: '' });
  return async (tx) => {
    await rememberRefused(tx, deps, draft.approvalCode ?? '');
    await writes(tx);
  };
}
