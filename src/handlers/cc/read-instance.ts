import { isUnreadable } from '../../feishu/approvals.ts';
import { InvalidId } from '../../lib/ids.ts';
import { LANGUAGES, type Language } from '../../lib/language.ts';
import type { Words } from '../../lib/words.ts';
import { referredTo } from '../../store/third-party-reference.ts';
import { type AnyInstance, readThirdParty, takesPart } from '../../third-party/instance/as-instance.ts';
import { nameOfDefinition } from '../../wording/names.ts';
import { languagesFor } from '../../wording/readers.ts';
import type { CcDeps } from './deps.ts';

/** Whoever takes part in an instance may copy it: its initiator, its approvers, those it was copied to; and administrators. */
export const mayCopy = (
  person: string,
  instance: Pick<AnyInstance, 'initiator' | 'approvers' | 'ccs'>,
  admins: string[],
): boolean => takesPart(instance, person) || admins.includes(person);

/** The instance behind a code or a reference, for this person. Throws what `isUnreadable` knows when there is none. */
export async function readInstance(
  deps: Pick<CcDeps, 'db' | 'approvals' | 'directory'>,
  instanceCode: string,
  asker: string,
): Promise<AnyInstance> {
  const instanceId = referredTo(instanceCode);
  if (instanceId === undefined) return deps.approvals.instance(instanceCode);
  const found = await readThirdParty(deps, instanceId, asker);
  if (!found) throw new InvalidId('no third-party instance of this id was pushed');
  return found;
}

/** The same if the person may copy it; what can't be read is to them the same as what is not theirs. */
export async function readToCopy(
  deps: Pick<CcDeps, 'admins' | 'approvals' | 'db' | 'directory'>,
  instanceCode: string,
  asker: string,
): Promise<AnyInstance | undefined> {
  try {
    const instance = await readInstance(deps, instanceCode, asker);
    return mayCopy(asker, instance, deps.admins) ? instance : undefined;
  } catch (error) {
    if (isUnreadable(error)) return undefined;
    throw error;
  }
}

/** An instance with the name of its definition in these languages, as far as it can be had now, and in those that are known. */
export async function named<One extends Pick<AnyInstance, 'approvalCode' | 'approvalName'>>(
  { db, translations }: Pick<CcDeps, 'db' | 'translations'>,
  instance: One,
  languages: readonly Language[],
): Promise<One | (One & { approvalName: Words })> {
  const { approvalCode, approvalName } = instance;
  if (typeof approvalName !== 'string') return instance;
  await translations.learnNames([{ approvalCode, name: approvalName }], languages);
  return { ...instance, approvalName: await nameOfDefinition(db, approvalCode, approvalName) };
}

/** In which languages what is said to somebody is read: in a group in all of them. */
export const readIn = async (
  { db }: Pick<CcDeps, 'db'>,
  { direct, sender }: { direct: boolean; sender: string },
): Promise<readonly Language[]> => (direct ? languagesFor(db, sender) : LANGUAGES);

/** The links that open an instance; third-party ones have their own, if any that may be opened. */
export const linksTo = ({ links }: Pick<CcDeps, 'links'>, { instanceCode, thirdParty }: AnyInstance) =>
  thirdParty ? (thirdParty.links ?? null) : links(instanceCode);
