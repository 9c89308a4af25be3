import type { Definition } from '../../feishu/definitions.ts';
import { FeishuRefusal } from '../../feishu/gateway/errors.ts';
import type { CreateParts } from './parts.ts';

/**
 * Whether a person is among the viewers of definitions. The directory is asked once, and only when a definition is for
 * departments. Roles and user groups are not told to an app with these scopes: what is for them alone is not offered.
 */
export function mayStart({ directory, log }: Pick<CreateParts, 'directory' | 'log'>, person: string) {
  let known: Promise<string[]> | undefined;

  async function departments(): Promise<string[]> {
    try {
      const own = await directory.departmentsOf(person);
      const above = await Promise.all(own.map(({ openId }) => directory.above(openId)));
      return [...own, ...above.flat()].flatMap(({ openId, id }) => [openId, id]);
    } catch (error) {
      if (!(error instanceof FeishuRefusal)) throw error;
      log.warn(
        { err: error },
        "a person's departments can not be read, so definitions for departments are not offered",
      );
      return [];
    }
  }

  return async ({ viewers }: Pick<Definition, 'viewers'>): Promise<boolean> => {
    if (viewers.some(({ type, ids }) => type === 'TENANT' || (type === 'USER' && ids.includes(person))))
      return true;
    const wanted = viewers.filter(({ type }) => type === 'DEPARTMENT').flatMap(({ ids }) => ids);
    if (wanted.length === 0) return false;
    known ??= departments();
    return (await known).some((one) => wanted.includes(one));
  };
}
