import { shortenedWords } from '../../cards/shortened.ts';
import type { Definition } from '../../feishu/definitions.ts';
import type { Words } from '../../lib/words.ts';
import { textsOf } from '../../wording/definition-texts.ts';
import { namesOfDefinitions } from '../../wording/names.ts';
import { languagesFor } from '../../wording/readers.ts';
import type { Offered } from './catalogue.ts';
import type { CreateDeps, FormDefinition, FormDraft } from './deps.ts';
import { matching } from './match.ts';

/** So many definitions stand on the list; of the others their names in other languages are read when they are searched for. */
export const MAX_ROWS = 8;

type Deps = Pick<CreateDeps, 'db' | 'translations'>;

/** A definition that is offered, as each reader reads it. */
export interface NamedDefinition extends Pick<Offered, 'approvalCode'> {
  name: Words;
}

/** Who looks, and for what. */
interface Searching extends Pick<FormDraft, 'person'> {
  body: Pick<FormDraft['body'], 'words'>;
}

/** A definition as a form is made of it, with what it says in the person's language. */
export async function formDefinition(
  { db, translations }: Deps,
  { person }: Pick<FormDraft, 'person'>,
  approvalCode: string,
  definition: Definition,
): Promise<FormDefinition> {
  const { name, form, nodes, relation } = definition;
  const languages = await languagesFor(db, person);
  const texts = await translations.texts(approvalCode, textsOf(definition), languages);
  return { name, form, nodes, relation, texts };
}

/** What is offered and what of it the words of a draft find, by their names in the person's language. */
export async function search(
  { db, translations }: Deps,
  { person, body: { words } }: Searching,
  offered: Offered[],
  finding = matching,
): Promise<{ all: NamedDefinition[]; found: NamedDefinition[] }> {
  const languages = await languagesFor(db, person);
  const named = async (): Promise<NamedDefinition[]> => {
    const nameOf = await namesOfDefinitions(
      db,
      offered.map(({ approvalCode }) => approvalCode),
    );
    return offered.map(({ approvalCode, name }) => ({ approvalCode, name: nameOf(approvalCode, name) }));
  };
  const known = finding(await named(), words);
  const shown = known.slice(0, MAX_ROWS).map(({ approvalCode }) => approvalCode);
  const wanted = known.length === 0 ? offered : offered.filter((one) => shown.includes(one.approvalCode));
  await translations.learnNames(wanted, languages);
  const all = await named();
  return { all, found: finding(all, words) };
}

/** The same with names that are short and still told apart. */
export function shortNames(rows: NamedDefinition[], most: number): NamedDefinition[] {
  const names = shortenedWords(
    rows.map(({ name }) => name),
    most,
  );
  return rows.map(({ approvalCode, name }, n) => ({ approvalCode, name: names[n] ?? name }));
}
