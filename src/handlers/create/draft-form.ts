import type { NodePeople } from '../../feishu/creations.ts';
import type { DefinitionNode } from '../../feishu/definitions.ts';
import type { Words } from '../../lib/words.ts';
import { wordsOf } from '../../wording/names.ts';
import type { DraftBody, FormDefinition, FormDraft } from './deps.ts';
import { type Entry, type FormContext, type Line, type Problem, shownOptions } from './form/control.ts';
import { peopleFields } from './form/controls/people.ts';
import { listIn, textIn } from './form/filled.ts';
import { idPart } from './form/keys.ts';
import { parseForm } from './form/parse.ts';
import { readForm } from './form/read.ts';
import { parseRelations } from './form/relation-rules.ts';
import { inLanguages } from './form/translated.ts';
import { formUnits, type Unit, unrepeated } from './form/units.ts';

const MAX_CC = 20;
const DEPARTMENT = 'department:';
const approverKey = (node: DefinitionNode) => `approver:${idPart(node.id)}`;
const ccKey = (node: DefinitionNode) => `cc:${idPart(node.id)}`;

/** The form of a draft as its controls see it. */
export function contextOf(
  { person, body }: Pick<FormDraft, 'person' | 'body'>,
  candidates: readonly string[],
  userIds: Record<string, string> = {},
): FormContext {
  const widgets = inLanguages(parseForm(body.definition?.form ?? '[]'), body.definition?.texts);
  const offered = [...new Set([...body.people, ...candidates])];
  const relations = parseRelations(body.definition?.relation);
  return { widgets, relations, filled: body.filled, person, candidates: offered, userIds };
}

const choosesCc = (node: DefinitionNode) => node.needsCc || (node.isCc && node.needsApprover);
const choosesApprover = (node: DefinitionNode) => node.needsApprover && !node.isCc;

function departmentUnit({ departments, filled }: DraftBody): Unit[] {
  if (departments.length < 2) return [];
  const options = shownOptions(departments.map(({ id, name }) => ({ value: id, text: name || id })));
  const value = textIn(filled, DEPARTMENT) || (options[0]?.value ?? '');
  const field = { as: 'select', name: DEPARTMENT, value, options } as const;
  return [{ key: DEPARTMENT, ours: { key: 'form.hint.department' }, required: true, fields: [field] }];
}

/** What a node of a draft's definition is called. */
const nodeName = ({ definition }: DraftBody, { id, name }: DefinitionNode): Words =>
  wordsOf(name, (language) => definition?.texts?.[language]?.nodes[id]);

/** The same by its id; a flow names nodes besides, which are called `own`. */
export function nameOfNode(body: DraftBody, id: string, own = ''): Words {
  const node = body.definition?.nodes.find((one) => one.id === id);
  return node ? nodeName(body, node) : own;
}

function nodeUnits(body: DraftBody, form: FormContext): Unit[] {
  const nodes = body.definition?.nodes ?? [];
  const approvers = nodes.filter(choosesApprover).map(
    (node): Unit => ({
      key: approverKey(node),
      ours: {
        key: node.several ? 'form.hint.approvers' : 'form.hint.approver',
        params: { node: nodeName(body, node) },
      },
      required: true,
      fields: peopleFields(approverKey(node), node.several, form, node.range),
    }),
  );
  const ccs = nodes.filter(choosesCc).map(
    (node): Unit => ({
      key: ccKey(node),
      ours: { key: 'form.hint.cc', params: { node: nodeName(body, node) } },
      required: false,
      fields: peopleFields(ccKey(node), true, form),
    }),
  );
  return [...approvers, ...ccs];
}

/** Everything that is to be filled in, in its order: the department, the form, whom the person chooses to decide. */
export function draftUnits({ body }: FormDraft, form: FormContext): Unit[] {
  const own = unrepeated(formUnits(form), formName({ body }));
  return [...departmentUnit(body), ...own, ...nodeUnits(body, form)];
}

export const definitionName = ({ name, texts }: FormDefinition): Words =>
  wordsOf(name, (language) => texts?.[language]?.name);

export const formName = ({ body: { definition } }: Pick<FormDraft, 'body'>): Words =>
  definition ? definitionName(definition) : '';

/** By which a sentence names a field: as the definition names it or the node behind it, else the form. */
export const labelOf = ({ label, ours }: Unit, draft: FormDraft): Words =>
  label || (ours?.params && 'node' in ours.params ? (ours.params.node as Words) : '') || formName(draft);

export interface DraftReading {
  entries: Entry[];
  problems: Problem[];
  lines: Line[];
  approvers: NodePeople[];
  ccs: NodePeople[];
  departmentId: string | undefined;
}

function approverProblem(node: DefinitionNode, people: string[]): Problem | undefined {
  const at = approverKey(node);
  if (people.length === 0) return { at, key: 'form.error.approver' };
  if (!node.several && people.length > 1) return { at, key: 'form.error.one_person' };
  const outside = node.range && people.some((one) => !node.range?.includes(one));
  return outside ? { at, key: 'form.error.approver_range' } : undefined;
}

/** Reads a draft. An approver that is missing is a problem: Feishu would pass the node without a word. */
export function readDraft({ body }: FormDraft, form: FormContext): DraftReading {
  const nodes = body.definition?.nodes ?? [];
  const chosen = (key: string) => listIn(form.filled, key);
  const approvers = nodes
    .filter(choosesApprover)
    .map((node) => ({ node, people: chosen(approverKey(node)) }));
  const ccs = nodes.filter(choosesCc).map((node) => ({ node, people: chosen(ccKey(node)) }));
  const reading = readForm(form);
  const nodeProblems = [
    ...approvers.flatMap(({ node, people }) => approverProblem(node, people) ?? []),
    ...ccs.flatMap(({ node, people }): Problem[] =>
      people.length > MAX_CC
        ? [{ at: ccKey(node), key: 'form.error.too_many_cc', params: { max: MAX_CC } }]
        : [],
    ),
  ];
  const byId = ({ node, people }: { node: DefinitionNode; people: string[] }) => ({ node: node.id, people });
  return {
    ...reading,
    problems: [...reading.problems, ...nodeProblems],
    approvers: approvers.map(byId),
    ccs: ccs.map(byId),
    departmentId: departmentIn(body),
  };
}

function departmentIn({ departments, filled }: DraftBody): string | undefined {
  if (departments.length < 2) return undefined;
  const chosen = textIn(filled, DEPARTMENT);
  return departments.find(({ id }) => id === chosen)?.id ?? departments[0]?.id;
}

/** All people that a draft names, for the directory and for the next time. */
export function peopleIn({ body }: FormDraft, { lines, approvers, ccs }: DraftReading): string[] {
  const named = [
    ...lines.flatMap((line) => line.people ?? []),
    ...[...approvers, ...ccs].flatMap(({ people }) => people),
  ];
  return [...new Set([...named, ...body.people])];
}

/** The form of a draft, open: what its definition says is read once, whatever becomes of the draft meanwhile. */
export interface OpenForm {
  readonly draft: FormDraft;
  readonly context: FormContext;
  units(): Unit[];
  reading(): DraftReading;
  /** The same form once its draft has changed. */
  with(changed: FormDraft): OpenForm;
}

/** Opens the form of a draft; `candidates` are the people whom it offers besides those in it. */
export const openForm = (draft: FormDraft, candidates: readonly string[]): OpenForm =>
  opened(draft, contextOf(draft, candidates));

function opened(draft: FormDraft, context: FormContext): OpenForm {
  let [units, reading]: [Unit[]?, DraftReading?] = [];
  const form: OpenForm = {
    draft,
    context,
    units: () => (units ??= draftUnits(draft, context)),
    reading: () => (reading ??= readDraft(draft, context)),
    with(changed) {
      const { body } = changed;
      if (body.definition !== draft.body.definition) return openForm(changed, context.candidates);
      // All else of a draft is about its card.
      const isSame = body.filled === draft.body.filled && body.people === draft.body.people;
      if (isSame) return { ...form, draft: changed };
      const candidates = [...new Set([...body.people, ...context.candidates])];
      return opened(changed, { ...context, filled: body.filled, candidates });
    },
  };
  return form;
}
