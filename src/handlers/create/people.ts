import type { Notice } from '../../cards/views.ts';
import type { JobHandler, Writes } from '../../jobs/perform.ts';
import { listed, type Words } from '../../lib/words.ts';
import { answer } from '../../outbound/notices.ts';
import { withReference } from '../../outbound/problems.ts';
import type { Tx } from '../../store/db.ts';
import type { CreateDeps, FormDraft } from './deps.ts';
import { formName, labelOf, type OpenForm, openForm } from './draft-form.ts';
import { listIn } from './form/filled.ts';
import { fieldNames, pageOf } from './form-card.ts';
import { draftJob } from './jobs.ts';
import { problemKey } from './problems.ts';
import { type PayloadOf, queues } from './queues.ts';
import { changeUnseen, noteAdded } from './unseen.ts';

interface PeopleField {
  name: string;
  label: Words;
  multi: boolean;
  required: boolean;
}

/** The fields of a form that take people, with at least one to choose from. */
function peopleFields({ draft, ...form }: OpenForm): PeopleField[] {
  return form.units().flatMap((unit) =>
    unit.fields.flatMap((field): PeopleField[] => {
      const adds = unit.fields.some((one) => one.as === 'button' && one.does === 'add_people');
      const isPicker = field.as === 'people' || field.as === 'person';
      return adds && isPicker
        ? [
            {
              name: field.name,
              label: labelOf(unit, draft),
              multi: field.as === 'people',
              required: unit.required,
            },
          ]
        : [];
    }),
  );
}

/** Whether there is anything to add people to. */
export const hasPeopleField = (draft: FormDraft) => peopleFields(openForm(draft, [draft.person])).length > 0;

/** A draft with people in it, the label of their field, and who of them are in it. */
interface WithPeople {
  draft: FormDraft;
  label: Words;
  taken: string[];
}

/**
 * Adds people to those who can be picked, and picks them: in the field that waits for a reply, else in one on the page that
 * is shown, an empty one before others and a required one before those.
 */
export function withPeople(draft: FormDraft, people: string[]): WithPeople {
  const { body } = draft;
  const form = openForm(draft, people);
  const fields = peopleFields(form);
  const field = fields.find(({ name }) => name === body.target?.key) ?? likeliest(form, fields);
  const known = [...new Set([...body.people, ...people])];
  const changed = { ...draft, body: { ...body, people: known } };
  if (!field) return { draft: changed, label: formName(draft), taken: [] };
  const { name, multi, label } = field;
  const taken = multi ? people : people.slice(0, 1);
  const value = multi ? [...new Set([...listIn(body.filled, name), ...people])] : (people[0] ?? '');
  const filled = { ...body.filled, values: { ...body.filled.values, [name]: value } };
  const added = noteAdded(draft, { name, multi, people: taken });
  return { draft: { ...changed, body: { ...changed.body, filled, added } }, label, taken };
}

function likeliest(form: OpenForm, fields: PeopleField[]): PeopleField | undefined {
  const shown = fieldNames(pageOf(form).units);
  const rank = ({ name, required }: PeopleField) =>
    (shown.includes(name) ? 0 : 4) +
    (listIn(form.draft.body.filled, name).length === 0 ? 0 : 2) +
    (required ? 0 : 1);
  return [...fields].sort((a, b) => rank(a) - rank(b))[0];
}

type Payload = PayloadOf<'people'>;

/**
 * Puts people into the form that its owner has named in a message, by open_id, and tells where they are: the card itself
 * shows it at the next press.
 */
export async function addPeople(
  tx: Tx,
  { cards }: Pick<CreateDeps, 'cards'>,
  to: Pick<Payload, 'draftId' | 'messageId' | 'chatId'>,
  people: Map<string, string>,
): Promise<void> {
  let told: Omit<WithPeople, 'draft'> = { label: '', taken: [] };
  const open = await changeUnseen(tx, to.draftId, (now) => {
    const { draft, ...rest } = withPeople(now, [...people.keys()]);
    told = rest;
    return draft;
  });
  if (!open) return answer(tx, cards, to, { key: 'create.closed', level: 'warning' });
  if (told.taken.length === 0)
    return answer(tx, cards, to, { key: 'create.no_people_field', level: 'warning' });
  const names = told.taken.map((one) => people.get(one) ?? '').filter(Boolean);
  const params = { people: listed(names), field: told.label };
  await answer(tx, cards, to, { key: 'create.people_added', params, level: 'info' });
}

/** The job that finds people by address and number. */
export function peopleJob(deps: Pick<CreateDeps, 'cards' | 'db' | 'directory'>): JobHandler {
  const { directory, cards } = deps;
  const tell =
    (to: Payload, view: Notice): Writes =>
    (tx) =>
      answer(tx, cards, to, view);
  return queues.people.handler({
    ...draftJob<Payload>(deps, 'filling', {
      async run(_draft, payload) {
        const { emails, mobiles, mentioned = [] } = payload;
        const found = await directory.find({ emails, mobiles });
        const typed = [...emails, ...mobiles];
        const people = new Map(mentioned);
        for (const one of typed) {
          const openId = found[one];
          if (openId && !people.has(openId)) people.set(openId, one);
        }
        const [unknown] = typed.filter((one) => !found[one]);
        const missing = {
          key: 'create.person_unknown',
          params: { typed: unknown ?? '' },
          level: 'warning',
        } as const;
        return async (tx) => {
          if (people.size > 0) await addPeople(tx, deps, payload, people);
          if (unknown !== undefined) await tell(payload, missing)(tx);
        };
      },
      closed: (payload) => tell(payload, { key: 'create.closed', level: 'warning' }),
    }),
    async gaveUp({ payload }, error, tx) {
      const mentioned = new Map(payload.mentioned);
      if (mentioned.size > 0) await addPeople(tx, deps, payload, mentioned);
      await tell(payload, { ...withReference(problemKey(error), payload.draftId), level: 'warning' })(tx);
    },
  });
}
