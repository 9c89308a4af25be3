import type { Department } from '../../feishu/directory.ts';
import { codes } from '../../feishu/gateway/codes.ts';
import { isRefusal, isStatement, isUnclear } from '../../feishu/gateway/errors.ts';
import type { JobHandler, Writes } from '../../jobs/perform.ts';
import type { Job } from '../../jobs/queue.ts';
import { listed } from '../../lib/words.ts';
import { type DraftState, draftToChange, findDraft, saveDraft } from '../../store/tables/drafts.ts';
import { messageOf, present, showAgain } from './card-of.ts';
import { definitionOf } from './catalogue.ts';
import type { CreateDeps, DraftBody, FormDefinition, FormDraft } from './deps.ts';
import { definitionName } from './draft-form.ts';
import { type ElsewhereDeps, elsewhere } from './elsewhere.ts';
import { carriedOver, freshForm } from './form/defaults.ts';
import { beyondApi, parseForm } from './form/parse.ts';
import { inLanguages } from './form/translated.ts';
import { drawn } from './form-card.ts';
import { formDefinition } from './names.ts';
import { notice, problemKey } from './problems.ts';
import { queues } from './queues.ts';
import { mayStart } from './viewers.ts';

/** A person waits for the card: what is not clear after so many looks is said to be so. */
const MOST_LOOKS = 3;
/** Whether the job that runs may still look again. */
export const looksAgain = ({ attempts }: Pick<Job, 'attempts'>): boolean => attempts < MOST_LOOKS;

/** What makes a form. */
export type OpenDeps = ElsewhereDeps &
  Pick<CreateDeps, 'clock' | 'creations' | 'directory' | 'memberships' | 'translations'>;

/** Makes the form of a definition: what was filled in before is kept as far as the form still has it. */
export async function makeForm(
  deps: OpenDeps,
  job: Pick<Job, 'attempts'>,
  draft: FormDraft,
  approvalCode: string,
): Promise<Writes> {
  const definition = await definitionOf(deps, approvalCode);
  if (!definition.active || !(await mayStart(deps, draft.person)(definition)))
    return close(deps, draft, 'refused', notice(deps.cards, 'create.gone', draft.id));
  const inWords = await formDefinition(deps, draft, approvalCode, definition);
  const widgets = inLanguages(parseForm(definition.form), inWords.texts);
  const beyond = beyondApi(widgets);
  if (definition.onlyInFeishu || beyond.length > 0 || widgets.length === 0) {
    const because = beyond.length > 0 && !definition.onlyInFeishu ? 'controls' : 'kind';
    const controls = listed(beyond.map(({ name }) => name));
    const approvalName = definitionName(inWords);
    return elsewhere(deps, { ...draft, approvalCode }, { because, approvalName, controls });
  }
  const departments = await departmentsOf(deps, draft.person, looksAgain(job));
  const filling: FormDraft = {
    ...draft,
    approvalCode,
    state: 'filling',
    body: bodyOf(draft, inWords, departments),
  };
  return async (tx) => {
    const saved = await saveDraft(tx, filling);
    if (!saved) return;
    if ((await messageOf(tx, saved.id)) === null)
      await present(tx, deps, saved, await drawn(tx, deps, saved));
    else await showAgain(tx, saved);
  };
}

function bodyOf(
  { body, person }: FormDraft,
  definition: FormDefinition,
  departments: Department[] | 'unclear',
): DraftBody {
  const widgets = parseForm(definition.form);
  const blank = Object.keys(body.filled.values).length === 0;
  const filled = blank ? freshForm(widgets, person) : carriedOver(widgets, body.filled, person);
  const told: Partial<DraftBody> =
    departments === 'unclear' ? { departments: [], notice: 'create.departments_unclear' } : { departments };
  return { ...body, definition, ...told, filled };
}

/** One department needs no choice; a directory that tells none leaves it to Feishu. */
async function departmentsOf(
  { directory, log }: Pick<CreateDeps, 'directory' | 'log'>,
  person: string,
  asksAgain: boolean,
): Promise<Department[] | 'unclear'> {
  try {
    const found = await directory.departmentsOf(person);
    return found.filter(({ id }) => id !== '');
  } catch (error) {
    const unclear = !asksAgain && isUnclear(error);
    if (!unclear && !isStatement(error) && !isRefusal(error, codes.missingScope)) throw error;
    log.warn({ err: error }, "a person's departments can not be read, so Feishu takes the first one");
    return unclear ? 'unclear' : [];
  }
}

/** Ends a draft that is still in this state, and puts a card in the place of its own. */
export function close(
  deps: Pick<CreateDeps, 'cards'>,
  draft: FormDraft,
  state: DraftState,
  card: object,
): Writes {
  return async (tx) => {
    const current = await draftToChange<DraftBody>(tx, draft.id);
    const saved = current?.state === draft.state ? await saveDraft(tx, { ...current, state }) : undefined;
    if (saved) await present(tx, deps, saved, card);
  };
}

/** The job that opens the form that was picked. */
export function openJob(deps: OpenDeps): JobHandler {
  return queues.open.handler({
    async run(job) {
      const { draftId, approvalCode } = job.payload;
      const draft = await findDraft<DraftBody>(deps.db, draftId);
      return draft?.state === 'opening' ? makeForm(deps, job, draft, approvalCode) : undefined;
    },
    async gaveUp(job, error, tx) {
      const draft = await findDraft<DraftBody>(tx, job.payload.draftId);
      if (draft) await close(deps, draft, 'refused', notice(deps.cards, problemKey(error), draft.id))(tx);
    },
  });
}
