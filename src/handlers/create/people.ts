import type { JobHandler } from '../../jobs/perform.ts';
import { answer } from '../../outbound/notices.ts';
import { contextOf, draftUnits } from './draft-form.ts';
import { listIn } from './form/filled.ts';
import { fieldNames, pageOf } from './form-card.ts';
import { change, draftJob } from './jobs.ts';
import type { CreateParts, FormDraft } from './parts.ts';
import { aboveForm, problemKey } from './problems.ts';

interface PeopleField {
  name: string;
  multi: boolean;
  required: boolean;
}

/** The fields of a form that take people, with at least one to choose from. */
function peopleFields(draft: FormDraft, people: readonly string[]): PeopleField[] {
  return draftUnits(draft, contextOf(draft, people)).flatMap((unit) =>
    unit.fields.flatMap((field): PeopleField[] => {
      const adds = unit.fields.some((one) => one.as === 'button' && one.does === 'add_people');
      const isPicker = field.as === 'people' || field.as === 'person';
      return adds && isPicker
        ? [{ name: field.name, multi: field.as === 'people', required: unit.required }]
        : [];
    }),
  );
}

/** Whether there is anything to add people to. */
export const hasPeopleField = (draft: FormDraft) => peopleFields(draft, [draft.person]).length > 0;

/**
 * Adds people to those who can be picked, and picks them: in the field that waits for a reply, else in one on the page that
 * is shown, an empty one before others and a required one before those.
 */
export function withPeople(draft: FormDraft, people: string[]): FormDraft {
  const { body } = draft;
  const fields = peopleFields(draft, people);
  const field = fields.find(({ name }) => name === body.target?.key) ?? likeliest(draft, fields, people);
  const known = [...new Set([...body.people, ...people])];
  const values = { ...body.filled.values };
  if (field?.multi) values[field.name] = [...new Set([...listIn(body.filled, field.name), ...people])];
  else if (field) values[field.name] = people[0] ?? '';
  return {
    ...draft,
    body: { ...body, people: known, target: null, notice: null, filled: { ...body.filled, values } },
  };
}

function likeliest(draft: FormDraft, fields: PeopleField[], people: string[]): PeopleField | undefined {
  const shown = fieldNames(pageOf(draft, people).units);
  const rank = ({ name, required }: PeopleField) =>
    (shown.includes(name) ? 0 : 4) +
    (listIn(draft.body.filled, name).length === 0 ? 0 : 2) +
    (required ? 0 : 1);
  return [...fields].sort((a, b) => rank(a) - rank(b))[0];
}

interface Payload {
  draftId: string;
  messageId: string;
  chatId: string;
  emails: string[];
  mobiles: string[];
}

/** The job that finds people by address and number. */
export function peopleJob(parts: CreateParts): JobHandler {
  const { directory, cards } = parts;
  return draftJob<Payload>(parts, 'filling', {
    async run(draft, { emails, mobiles, ...message }) {
      const found = await directory.find({ emails, mobiles });
      const unknown = [...emails, ...mobiles].filter((typed) => !found[typed]);
      const people = [...new Set(Object.values(found))];
      return async (tx) => {
        if (people.length > 0) await change(tx, draft.id, (now) => withPeople(now, people));
        for (const typed of unknown.slice(0, 1))
          await answer(tx, cards, message, {
            key: 'create.person_unknown',
            params: { typed },
            level: 'warning',
          });
      };
    },
    gaveUp: ({ id, body }, error) => ({ body: { ...body, ...aboveForm(problemKey(error), id) } }),
  });
}
