import type { InstanceStatus } from '../../cards/keys.ts';
import type { Involved } from '../../feishu/involvements.ts';
import type { ListedInstance } from '../../feishu/listed.ts';
import type { Words } from '../../lib/words.ts';
import { ourReferences } from '../../read-state/our-references.ts';
import type { Tx } from '../../store/db.ts';
import { referredTo } from '../../store/third-party-reference.ts';
import { type AnyInstance, asInstance } from '../../third-party/instance/as-instance.ts';
import { stateOf } from '../../third-party/instance/state.ts';
import { namesOfDefinitions } from '../../wording/names.ts';
import { languagesFor } from '../../wording/readers.ts';
import type { CcDeps } from './deps.ts';

/** An instance of either kind that a person can choose. */
export interface Choice extends Omit<ListedInstance, 'approvalName' | 'status'> {
  approvalName: Words;
  status: InstanceStatus | undefined;
  /** Whether the person takes part in it, not only has a copy. */
  takesPart: boolean;
}

/** Instances out of Feishu's lists: native ones, and third-party ones that the bot knows, by their references. */
export async function ofThisBot(db: Pick<Tx, 'all'>, rows: readonly Involved[]): Promise<ListedInstance[]> {
  const reference = await ourReferences(db, rows);
  return rows.flatMap((row) => {
    if (!row.thirdParty) return row;
    const instanceCode = reference(row);
    return instanceCode === undefined ? [] : { ...row, instanceCode };
  });
}

/** Lists say little of third-party instances: what the bot knows of them takes its place. */
export async function described(
  db: Pick<Tx, 'all'>,
  one: ListedInstance,
  takesPart: boolean,
): Promise<Choice> {
  const instanceId = referredTo(one.instanceCode);
  const state = instanceId === undefined ? undefined : await stateOf(db, instanceId);
  return state ? choiceOf(asInstance(state)) : { ...one, takesPart };
}

/** So many a picker shows. */
export const MAX_ROWS = 10;

/** The first of them, which are shown, with the names of their definitions in the language of whoever chooses. */
export async function inWords(
  { db, translations }: Pick<CcDeps, 'db' | 'translations'>,
  openId: string,
  choices: readonly Choice[],
): Promise<Choice[]> {
  const shown = choices.slice(0, MAX_ROWS);
  const native = shown.flatMap(({ approvalCode, approvalName: name, instanceCode }) =>
    typeof name === 'string' && referredTo(instanceCode) === undefined ? [{ approvalCode, name }] : [],
  );
  await translations.learnNames(native, await languagesFor(db, openId));
  const codes = native.map(({ approvalCode }) => approvalCode);
  const nameOf = await namesOfDefinitions(db, codes);
  return shown.map((one) => ({ ...one, approvalName: nameOf(one.approvalCode, one.approvalName) }));
}

export const choiceOf = ({
  instanceCode,
  approvalCode,
  approvalName,
  serialNumber,
  status,
  startedAt,
}: AnyInstance): Choice => ({
  instanceCode,
  approvalCode,
  approvalName,
  serialNumber,
  status,
  startedAt,
  instanceId: '',
  // It was read to know that it is one of theirs.
  takesPart: false,
});
