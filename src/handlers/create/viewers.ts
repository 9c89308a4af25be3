import type { Definition } from '../../feishu/definitions.ts';
import { codes } from '../../feishu/gateway/codes.ts';
import { isRefusal, isStatement } from '../../feishu/gateway/errors.ts';
import { memoizeAsync } from '../../lib/async/memoize.ts';
import { InvalidId } from '../../lib/ids.ts';
import type { CreateDeps } from './deps.ts';

type Deps = Pick<CreateDeps, 'directory' | 'memberships' | 'log'>;
/** A scope that was not granted keeps the bot from this alone. */
const isUntold = (error: unknown): boolean =>
  error instanceof InvalidId || isStatement(error) || isRefusal(error, codes.missingScope);

type Viewer = Definition['viewers'][number];

/**
 * Whether a person is among the viewers of definitions. The platform itself does not check that when an app creates an
 * instance for someone, so what Feishu says it won't tell counts as no, and the log says why; whatever else keeps it from being
 * found out is thrown.
 */
export function mayStart({ directory, memberships, log }: Deps, person: string) {
  /** What the directory says, or the other thing when it refuses. */
  async function told<T>(what: string, ask: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (!isUntold(error)) throw error;
      log.warn({ err: error }, `${what} can not be read, so definitions for them are not offered`);
      return otherwise;
    }
  }

  const departments = memoizeAsync(() =>
    told("a person's departments", async () => {
      const own = await directory.departmentsOf(person);
      const above = await Promise.all(own.map(({ openId }) => directory.above(openId)));
      return [...own, ...above.flat()].flatMap(({ openId, id }) => [openId, id]);
    }, []),
  );
  const groups = memoizeAsync(() => told("a person's user groups", () => memberships.groupsOf(person), []));
  const hasRole = (role: string) =>
    told('the members of a role', () => memberships.hasRole(person, role), false);

  const within: Record<string, (ids: readonly string[]) => Promise<boolean>> = {
    TENANT: async () => true,
    USER: async (ids) => ids.includes(person),
    DEPARTMENT: async (ids) => (await departments()).some((one) => ids.includes(one)),
    USER_GROUP: async (ids) => (await groups()).some((one) => ids.includes(one)),
    ROLE: async (ids) => (await Promise.all(ids.map(hasRole))).some(Boolean),
  };
  const kinds = Object.keys(within);

  /** What costs nothing to know comes first. */
  return async ({ viewers }: Pick<Definition, 'viewers'>): Promise<boolean> => {
    const known = viewers.filter(({ type }) => kinds.includes(type));
    const cheapFirst = known.sort((a: Viewer, b: Viewer) => kinds.indexOf(a.type) - kinds.indexOf(b.type));
    for (const { type, ids } of cheapFirst) if (await within[type]?.(ids)) return true;
    return false;
  };
}
