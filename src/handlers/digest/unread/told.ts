import { eachLanguage, type Words, wordsIn } from '../../../lib/words.ts';
import type { Tx } from '../../../store/db.ts';
import { type CcRemark, remarksFor } from '../../../store/tables/cc-remarks.ts';
import { type OwnCopy, ownCopies } from '../../../third-party/instance/own-copy.ts';
import type { DigestDeps } from '../deps.ts';
import type { WaitingInstance } from './waiting.ts';

/** What is stored of instances and may be told to the reader of a list, by code. */
export interface Told {
  /** What native ones are about. */
  lines: ReadonlyMap<string, { line: string }>;
  /** Of third-party ones that the bot knows. */
  own: ReadonlyMap<string, OwnCopy>;
  /** Who has copied them, and with which comment. */
  remarks: ReadonlyMap<string, CcRemark>;
  /** Those that read like another one of the list. */
  alike: ReadonlySet<string>;
}

/** Looks up what a list tells besides names and states. No call is made for it: lists go to thousands. */
export async function toldOf(
  tx: Pick<Tx, 'all'>,
  { summaries }: Pick<DigestDeps, 'summaries'>,
  reader: string,
  instances: readonly WaitingInstance[],
): Promise<Told> {
  const codes = instances.map((instance) => instance.instanceCode);
  const told = {
    lines: await summaries.toldOf(tx, reader, codes),
    own: await ownCopies(tx, summaries, reader, codes),
    remarks: await remarksFor(tx, reader, codes),
  };
  return { ...told, alike: alikeOf(instances, told) };
}

/** What its form tells of it; empty for nothing. */
export const lineOf = (instanceCode: string, { lines, own }: Pick<Told, 'lines' | 'own'>): Words =>
  lines.get(instanceCode)?.line ?? own.get(instanceCode)?.told ?? '';

/** What an instance is about; a third-party one by its title and what its fields tell. */
export function aboutOf(
  { instanceCode, title }: Pick<WaitingInstance, 'instanceCode' | 'title'>,
  { lines, own }: Pick<Told, 'lines' | 'own'>,
): Words | null {
  const line = lineOf(instanceCode, { lines, own });
  const both = eachLanguage((language) =>
    [wordsIn(title, language), wordsIn(line, language)].filter((text) => text !== '').join(' · '),
  );
  return both === '' ? null : both;
}

function alikeOf(instances: readonly WaitingInstance[], told: Pick<Told, 'lines' | 'own'>): Set<string> {
  const read = instances.map((one) => ({
    code: one.instanceCode,
    as: JSON.stringify([one.approvalCode, aboutOf(one, told)]),
  }));
  return new Set(
    read
      .filter(({ code, as }) => read.some((other) => other.as === as && other.code !== code))
      .map(({ code }) => code),
  );
}
