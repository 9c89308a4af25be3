import type { Words } from '../../lib/words.ts';
import type { Tx } from '../../store/db.ts';
import { referredTo } from '../../store/third-party-reference.ts';
import type { Summaries } from '../../summary/summaries.ts';
import { asInstance } from '../../third-party/instance/as-instance.ts';
import { stateOf } from '../../third-party/instance/state.ts';
import { toldFields } from '../../third-party/instance/words.ts';

/** What a reader may be told of an instance. */
export interface About {
  /** What it is about; null where that is not known or not for this reader. */
  about: Words | null;
  /** open_id */
  initiator: string | null;
}

export const NOTHING: About = { about: null, initiator: null };

type Deps = { summaries: Pick<Summaries, 'toldOf' | 'tellsThirdParty'> };

/** What is stored of instances of either kind, for a reader, by code. */
export async function aboutEach(
  tx: Pick<Tx, 'all'>,
  { summaries }: Deps,
  reader: string,
  instanceCodes: readonly string[],
): Promise<Map<string, About>> {
  const found = new Map<string, About>();
  for (const [code, { line, initiator }] of await summaries.toldOf(tx, reader, instanceCodes))
    found.set(code, { about: line || null, initiator: initiator || null });
  for (const code of instanceCodes) {
    const instanceId = referredTo(code);
    const state = instanceId === undefined ? undefined : await stateOf(tx, instanceId);
    if (!state) continue;
    const instance = asInstance(state);
    const told = summaries.tellsThirdParty(reader, instance) ? toldFields(state.record.whole) : '';
    found.set(code, { about: told || null, initiator: instance.initiator || null });
  }
  return found;
}

/** The same of one instance. */
export const aboutOne = async (tx: Pick<Tx, 'all'>, deps: Deps, reader: string, instanceCode: string) =>
  (await aboutEach(tx, deps, reader, [instanceCode])).get(instanceCode) ?? NOTHING;
