import { type AnyInstance, readExternal } from '../../external/as-instance.ts';
import { instancesNamed } from '../../store/tables/external-names.ts';
import { mayCopy } from './access.ts';
import type { Name } from './arguments.ts';
import { type Choice, choiceOf } from './choice.ts';
import type { CcParts } from './parts.ts';

/** Instances that something in a message means, and what the comment is without it. */
export interface Named {
  from: Choice[];
  comment: string;
}

/**
 * The third-party instances that the first fitting name means: its id, the number of its document, a link that opens it.
 * Only those that the sender may copy count. Any other name is a word like any other: nobody learns what exists, and a
 * word that happens to be a name elsewhere means nothing here.
 */
export async function namedExternal(
  parts: Pick<CcParts, 'db' | 'directory' | 'admins'>,
  names: readonly Name[],
  sender: string,
): Promise<Named | undefined> {
  for (const { name, comment } of names) {
    const found: AnyInstance[] = [];
    for (const id of await instancesNamed(parts.db, name)) {
      const instance = await readExternal(parts, id, sender);
      if (instance && mayCopy(sender, instance, parts.admins)) found.push(instance);
    }
    if (found.length > 0) return { from: found.map(choiceOf), comment };
  }
  return undefined;
}
