import { createHash } from 'node:crypto';
import { shortLinkIn } from '../../feishu/applink.ts';
import type { Definition } from '../../feishu/definitions.ts';
import { codes } from '../../feishu/gateway/codes.ts';
import { FeishuRefusal, isRefusal } from '../../feishu/gateway/errors.ts';
import type { JobHandler, Writes } from '../../jobs/perform.ts';
import { within } from '../../lib/async/within.ts';
import { LANGUAGES } from '../../lib/language.ts';
import type { Tx } from '../../store/db.ts';
import { chosenBefore, rememberChosen } from '../../store/tables/chosen-people.ts';
import { dropDefinition } from '../../store/tables/definitions.ts';
import { draftToChange, saveDraft } from '../../store/tables/drafts.ts';
import { rememberAliases } from '../../store/tables/instance-aliases.ts';
import { definitionOf } from './catalogue.ts';
import type { CreateDeps, DraftBody, FormDefinition, FormDraft } from './deps.ts';
import { type DraftReading, formName, openForm, peopleIn } from './draft-form.ts';
import { type ElsewhereDeps, elsewhere, kindRefused } from './elsewhere.ts';
import type { Problem } from './form/control.ts';
import { carriedOver } from './form/defaults.ts';
import { widgetAt } from './form/keys.ts';
import { parseForm } from './form/parse.ts';
import { change, draftJob } from './jobs.ts';
import { formDefinition } from './names.ts';
import { readForFeishu } from './preview.ts';
import { aboveForm, NOT_OFFERED, submissionProblem } from './problems.ts';
import { type PayloadOf, queues } from './queues.ts';
import { controlNamed, type DraftNotice, refusalNotice } from './refusals.ts';
import { showStatus } from './status/post.ts';
import { atProblems } from './steps.ts';

const fingerprint = ({ form, nodes, relation = '' }: FormDefinition) =>
  createHash('sha256')
    .update(JSON.stringify([form, nodes, relation]))
    .digest('hex');

type SubmitDeps = ElsewhereDeps &
  Pick<
    CreateDeps,
    'approvals' | 'clock' | 'creations' | 'directory' | 'links' | 'summaries' | 'translations'
  >;

/**
 * The job that creates the instance, once: the draft's id is the creation's uuid, so a repetition after a lost answer is
 * told that the uuid is used, and then the instance is read by it.
 */
export function submitJob(deps: SubmitDeps): JobHandler {
  const work = draftJob<PayloadOf<'submit'>>(deps, 'submitting', {
    async run(draft) {
      try {
        const definition = await definitionOf(deps, draft.approvalCode ?? '');
        if (!definition.active) return await gone(deps, draft);
        const changed = fingerprint(definition) !== fingerprint(draft.body.definition ?? definition);
        if (changed) return renewed(deps, draft, definition);
        const reading = await readForFeishu(deps, draft);
        if (reading.problems.length > 0)
          return reopen(draft, (now) => atProblems(openForm(now, []), reading.problems));
        return await create(deps, draft, reading);
      } catch (error) {
        if (error instanceof FeishuRefusal) return refused(deps, draft, error);
        throw error;
      }
    },
    gaveUp: ({ id, body }, error) => ({
      state: 'filling',
      body: { ...body, ...aboveForm(submissionProblem(error), id) },
    }),
  });
  return queues.submit.handler(work);
}

async function create(
  deps: Omit<SubmitDeps, 'directory'>,
  draft: FormDraft,
  reading: DraftReading,
): Promise<Writes> {
  const { approvers, ccs, departmentId, entries: form } = reading;
  const approvalCode = draft.approvalCode ?? '';
  const { instanceCode, link } = await deps.creations
    .create({ approvalCode, initiator: draft.person, departmentId, form, approvers, ccs, uuid: draft.id })
    .catch(async (error) => {
      if (!isRefusal(error, codes.uuidUsed)) throw error;
      const { instanceCode } = await deps.approvals.instance(draft.id);
      return { instanceCode, link: undefined };
    });
  const [instance] = await Promise.all([
    soon(deps, deps.approvals.instance(instanceCode)),
    namedForAll(deps, draft),
  ]);
  return async (tx) => {
    const saved = await finish(tx, draft.id, instanceCode);
    if (!saved) return;
    await rememberChosen(tx, draft.person, peopleIn(draft, reading));
    const alias = shortLinkIn(link ?? '') ?? '';
    await rememberAliases({ ...tx, dialect: deps.db.dialect }, [{ alias, instanceCode }]);
    await showStatus(tx, deps, saved, { approvalCode, instanceCode, lines: reading.lines, instance });
  };
}

/** Who reads the card in a group is not known: it has the name in each language. */
async function namedForAll(
  { translations }: Pick<CreateDeps, 'translations'>,
  { approvalCode, body }: FormDraft,
): Promise<void> {
  const { origin, definition } = body;
  if (origin.direct || !origin.messageId || !approvalCode || !definition) return;
  await translations.learnNames([{ approvalCode, name: definition.name }], LANGUAGES);
}

/** The card can begin without what the platform adds, which completes it later: a person waits for the card. */
const READ_WITHIN_MS = 300;

const soon = <T>({ clock }: Pick<CreateDeps, 'clock'>, reading: Promise<T>): Promise<T | undefined> =>
  within(
    clock,
    READ_WITHIN_MS,
    reading.catch(() => undefined),
  );

async function finish(tx: Tx, draftId: string, instanceCode: string): Promise<FormDraft | undefined> {
  const current = await draftToChange<DraftBody>(tx, draftId);
  return current && saveDraft(tx, { ...current, state: 'done', instanceCode });
}

/** Gives the form back to the person. */
const reopen =
  (draft: FormDraft, how: (now: FormDraft) => FormDraft): Writes =>
  async (tx) => {
    const candidates = await chosenBefore(tx, draft.person);
    await change(tx, draft.id, (now) =>
      how({
        ...now,
        state: 'filling',
        body: { ...now.body, people: [...new Set([...now.body.people, ...candidates])] },
      }),
    );
  };

/** The same with the definition as it is now. */
async function renewed(
  deps: Pick<CreateDeps, 'db' | 'translations'>,
  draft: FormDraft,
  definition: Definition,
): Promise<Writes> {
  const changed = await formDefinition(deps, draft, draft.approvalCode ?? '', definition);
  return reopen(draft, (now) => onNewDefinition(now, changed));
}

function onNewDefinition(draft: FormDraft, definition: FormDefinition): FormDraft {
  const filled = carriedOver(parseForm(definition.form), draft.body.filled, draft.person);
  const body: DraftBody = { ...draft.body, definition, filled };
  return {
    ...draft,
    body: { ...body, at: 0, until: undefined, trail: [], problems: [], notice: 'form.changed' },
  };
}

const gone = (deps: ElsewhereDeps, draft: FormDraft): Promise<Writes> =>
  elsewhere(deps, draft, {
    because: 'gone',
    approvalName: formName(draft),
    controls: '',
  });

/** A refusal that names a control is shown there; one that says the definition has gone ends the draft. */
async function refused(
  deps: Omit<SubmitDeps, 'approvals' | 'directory' | 'links'>,
  draft: FormDraft,
  error: FeishuRefusal,
): Promise<Writes> {
  if (error.code === codes.kindUnsupported) return kindRefused(deps, draft);
  if (NOT_OFFERED.includes(error.code)) {
    await dropDefinition(deps.db, draft.approvalCode ?? '');
    return gone(deps, draft);
  }
  const why = refusalNotice(error);
  if (!why) throw error;
  const changed = await definitionOf(deps, draft.approvalCode ?? '', true);
  if (!changed.active) return gone(deps, draft);
  if (draft.body.definition && fingerprint(changed) !== fingerprint(draft.body.definition))
    return renewed(deps, draft, changed);
  deps.log.warn({ err: error, draft_id: draft.id }, 'a form was refused');
  return reopen(draft, (now) => atRefusedControl(now, controlNamed(error), why));
}

function atRefusedControl(draft: FormDraft, id: string | undefined, why: DraftNotice): FormDraft {
  const form = openForm(draft, []);
  const at = form.units().find(({ key }) => {
    const widget = widgetAt(form.context.widgets, key);
    return id !== undefined && (widget?.id === id || widget?.customId === id);
  })?.key;
  if (at === undefined) return { ...draft, body: { ...draft.body, ...why } };
  const problem: Problem = { at, key: 'form.error.feishu' };
  return atProblems(form, [problem]);
}
