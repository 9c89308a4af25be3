import { z } from 'zod';
import type { Definition } from '../../feishu/definitions.ts';
import { isStatement, isUnclear } from '../../feishu/gateway/errors.ts';
import { DAY_MS } from '../../lib/clock.ts';
import type { Tx } from '../../store/db.ts';
import { cacheDefinition, cachedDefinition, changesOf } from '../../store/tables/definitions.ts';
import { recentDefinitions } from '../../store/tables/drafts.ts';
import type { CreateDeps } from './deps.ts';
import { formTaken } from './form/taken.ts';
import { mayStart } from './viewers.ts';

/** So long it is taken for granted that Feishu would refuse again; a new version of the definition ends that sooner. */
const REFUSED_FOR_MS = 7 * DAY_MS;

export interface Offered {
  approvalCode: string;
  name: string;
}

/** Kept by an earlier version of the program, the content may have another shape: then it is read again. */
const kept = z.looseObject({
  name: z.string(),
  active: z.boolean(),
  form: z.string(),
  relation: z.string(),
  nodes: z.array(z.any()),
  viewers: z.array(z.any()),
  /** When Feishu refused to start one because of its kind, Unix ms. */
  refusedAt: z.number().optional(),
});

type Deps = Pick<
  CreateDeps,
  'db' | 'definitions' | 'creations' | 'directory' | 'memberships' | 'approvalCodes' | 'clock' | 'log'
>;
type ReadingDeps = Pick<Deps, 'db' | 'definitions' | 'creations' | 'clock'>;

/** The definition with a form that the API takes, from the cache unless it has changed or `fresh` is wanted. */
export async function definitionOf(
  deps: ReadingDeps,
  approvalCode: string,
  fresh = false,
): Promise<Definition> {
  const { refusedAt = 0, ...definition } = await read(deps, approvalCode, fresh);
  const onlyInFeishu = definition.onlyInFeishu || refusedAt > deps.clock.now() - REFUSED_FOR_MS;
  return { ...definition, onlyInFeishu, form: formTaken(definition.form, deps.creations.limits) };
}

/** Remembers that Feishu does not let the API start this kind of process; what is read anew forgets it. */
export async function rememberRefused(tx: Tx, { clock }: Pick<Deps, 'clock'>, approvalCode: string) {
  const cached = kept.safeParse(await cachedDefinition(tx, approvalCode)).data;
  if (!cached) return;
  const changes = await changesOf(tx, approvalCode);
  await cacheDefinition(tx, approvalCode, { ...cached, refusedAt: clock.now() }, changes);
}

async function read(
  deps: Pick<Deps, 'db' | 'definitions'>,
  approvalCode: string,
  fresh: boolean,
): Promise<Definition & { refusedAt?: number }> {
  const cached = fresh ? undefined : kept.safeParse(await cachedDefinition(deps.db, approvalCode)).data;
  if (cached) return cached as unknown as Definition & { refusedAt?: number };
  const changes = await changesOf(deps.db, approvalCode);
  const definition = await deps.definitions.definition(approvalCode);
  await cacheDefinition(deps.db, approvalCode, definition, changes);
  return definition;
}

/**
 * What this person may start, what they started last first. A definition that can't be read is left out; one of which that is
 * not clear is counted, or thrown while it may still be found out.
 */
export async function offeredTo(
  deps: Deps,
  person: string,
  asksAgain: boolean,
): Promise<{ offered: Offered[]; unclear: number }> {
  const recent = await recentDefinitions(deps.db, person);
  const rank = (code: string) => (recent.includes(code) ? recent.indexOf(code) : recent.length);
  const codes = [...deps.approvalCodes].sort((a, b) => rank(a) - rank(b));
  const allowed = mayStart(deps, person);
  const offered: Offered[] = [];
  let unclear = 0;
  for (const approvalCode of codes) {
    try {
      const definition = await readable(deps, approvalCode);
      if (definition?.active && (await allowed(definition)))
        offered.push({ approvalCode, name: definition.name });
    } catch (error) {
      if (asksAgain || !isUnclear(error)) throw error;
      deps.log.warn(
        { err: error, approval_code: approvalCode },
        'whether a definition is offered is not clear',
      );
      unclear++;
    }
  }
  return { offered, unclear };
}

async function readable(
  deps: Pick<CreateDeps, 'clock' | 'creations' | 'db' | 'definitions' | 'log'>,
  approvalCode: string,
): Promise<Definition | undefined> {
  try {
    return await definitionOf(deps, approvalCode);
  } catch (error) {
    if (!isStatement(error)) throw error;
    deps.log.warn(
      { err: error, approval_code: approvalCode },
      'a definition of APPROVAL_CODES can not be read',
    );
    return undefined;
  }
}
