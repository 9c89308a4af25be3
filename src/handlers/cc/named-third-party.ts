import { instancesNamed } from '../../store/tables/third-party-names.ts';
import { type AnyInstance, readThirdParty } from '../../third-party/instance/as-instance.ts';
import { type Choice, choiceOf } from './choice.ts';
import type { CcDeps } from './deps.ts';
import { mayCopy } from './read-instance.ts';
import type { Name } from './words/names.ts';

type NamedDeps = Pick<CcDeps, 'db' | 'directory' | 'admins'>;

/** A link that opens more than this is that of a whole system, and says nothing of which instance is meant. */
const MOST_LOOKED_AT = 1_000;

/** Instances that something in a message means, and what the comment is without it. */
export interface Named {
  from: Choice[];
  comment: string;
}

/**
 * The third-party instances that names mean: an id, the number of a document, a link that opens one; the comment is without
 * the first that fits. Only those that the sender may copy count. Any other name is a word like any other: nobody learns what exists, and a
 * word that happens to be a name elsewhere means nothing here.
 */
export async function namedThirdParty(
  deps: NamedDeps,
  names: readonly Name[],
  sender: string,
): Promise<Named | undefined> {
  let named: Named | undefined;
  for (const { name, comment } of names) {
    const found = await copiable(deps, name, sender);
    if (found.length > 0)
      named = { comment: named?.comment ?? comment, from: [...(named?.from ?? []), ...found.map(choiceOf)] };
  }
  return named;
}

/** Of all that are called so the first few that the sender may copy. */
async function copiable(deps: NamedDeps, name: string, sender: string): Promise<AnyInstance[]> {
  const found: AnyInstance[] = [];
  let after: string | undefined = '';
  for (let looked = 0; after !== undefined && found.length === 0 && looked < MOST_LOOKED_AT; ) {
    const ids: string[] = await instancesNamed(deps.db, name, after);
    for (const id of ids) {
      const instance = await readThirdParty(deps, id, sender);
      if (instance && mayCopy(sender, instance, deps.admins)) found.push(instance);
    }
    looked += ids.length;
    after = ids.at(-1);
  }
  return found;
}
