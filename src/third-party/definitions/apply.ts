import type { AdminCommand } from '../../jobs/admin-command.ts';
import { refusedOf } from '../../store/tables/third-party-comparison.ts';
import {
  adoptRealCode,
  customCodeOf,
  keepThirdPartyDefinition,
  pushedByOthers,
} from '../../store/tables/third-party-definitions.ts';
import { definitionName } from '../../store/tables/third-party-names.ts';
import type { ThirdPartyDeps } from '../deps.ts';
import { readable } from '../push/problems.ts';
import { retryRefused, syncQueue } from '../sync/sync-queue.ts';
import { definitionBody } from './body.ts';
import { type DefinitionFile, readDefinitions } from './read.ts';

/** Creates or updates third-party definitions, and keeps the code that Feishu gives each. */
export function applyCommand(
  deps: Pick<ThirdPartyDeps, 'callback' | 'db' | 'systems' | 'thirdParty'>,
): AdminCommand {
  return {
    queues: [syncQueue.name],
    async run(args, say) {
      const read = readDefinitions(args.content);
      if ('problems' in read)
        throw new Error(read.problems.map(({ path, detail }) => `${readable(path)} ${detail}`).join('; '));
      for (const definition of read.definitions) await checkApplicable(deps, definition);
      for (const definition of read.definitions) say(await apply(deps, definition));
    },
  };
}

async function checkApplicable(
  { db, callback, systems }: Pick<ThirdPartyDeps, 'db' | 'callback' | 'systems'>,
  { code, system, callback: url }: DefinitionFile,
) {
  const own = await customCodeOf(db, code);
  if (own !== undefined && own !== code)
    throw new Error(
      `${code} is the code that Feishu gave to ${own}: apply it under that one, or there will be two`,
    );
  if (system !== undefined && !systems.includes(system))
    throw new Error(`${code} belongs to the system ${system}, which has no token in EXTERNAL_API_TOKENS`);
  if (url && !callback.token)
    throw new Error(`${code} has a callback: set EXTERNAL_CALLBACK_TOKEN, by which Feishu's calls are known`);
}

async function apply(
  deps: Pick<ThirdPartyDeps, 'callback' | 'db' | 'thirdParty'>,
  definition: DefinitionFile,
): Promise<string> {
  const { db, thirdParty, callback } = deps;
  const { code, system } = definition;
  const known = await customCodeOf(db, code);
  const realCode = await thirdParty.putDefinition(definitionBody(definition, callback));
  const retried = await db.transaction(async (tx) => {
    await keepThirdPartyDefinition(tx, { customCode: code, realCode, system, content: definition });
    await adoptRealCode(tx, { customCode: code, realCode }, await definitionName(tx, realCode));
    const refused = await refusedOf(tx, realCode);
    for (const record of refused) await retryRefused(tx, record);
    return refused.length;
  });
  const again = retried > 0 ? `, ${retried} refused instances are sent again` : '';
  const others = system === undefined ? [] : await pushedByOthers(db, realCode, system);
  const left = others.map(
    ({ system: other, count }) =>
      `; ${other}, which may only end them now, has pushed ${count} instances of it`,
  );
  return `${code}: ${known ? 'updated' : 'created'}, Feishu's code is ${realCode}${again}${left.join('')}`;
}
