import type { Logger } from 'pino';
import { codes } from '../../feishu/gateway/codes.ts';
import { isRefusal, scopesIn } from '../../feishu/gateway/errors.ts';
import { isDescribed, type SlashCommandPort, type WantedCommand } from '../../feishu/slash-commands.ts';

export interface RegisterDeps {
  port: SlashCommandPort;
  wanted: readonly WantedCommand[];
  log: Pick<Logger, 'info' | 'warn'>;
}

/** What keeps a command from being listed; undefined once it is. */
async function put(
  { port, wanted }: RegisterDeps,
  done: { added: string[]; changed: string[] },
): Promise<void> {
  const listed = await port.list();
  for (const command of wanted) {
    const there = listed.find(({ name }) => name === command.name);
    if (!there) {
      await port.add(command).catch((error) => {
        // Another replica was quicker, or the answer to an earlier try was lost.
        if (!isRefusal(error, codes.commandTaken) || !/exist/i.test(error.reason)) throw error;
      });
      done.added.push(command.name);
    } else if (!isDescribed(there, command)) {
      await port.describe(there, command.about);
      done.changed.push(command.name);
    }
  }
}

/**
 * Has Feishu list the commands after a slash. What is there already costs one call, whoever put it there; commands of other
 * names are left alone, and none is ever taken away. It is done once in a process: of two bots of different versions that run
 * side by side, as while one takes the other's place, neither undoes what the other has said.
 */
export function slashCommandRegistration(deps: RegisterDeps) {
  const { log, wanted } = deps;
  let state = 'not registered yet';
  return {
    /** `ok`, or why they are not listed, for anybody to read. */
    state: () => state,
    async run(): Promise<void> {
      if (state === 'ok') return;
      const done = { added: [], changed: [] };
      try {
        await put(deps, done);
        state = 'ok';
        log.info({ commands: wanted.map(({ name }) => name), ...done }, 'slash commands are registered');
      } catch (err) {
        const scopes = isRefusal(err, codes.missingScope) ? scopesIn(err.reason) : [];
        state =
          scopes.length > 0 ? `not registered: one of the scopes ${scopes.join(', ')} is missing` : FAILED;
        log.warn({ err, ...done, advice: ADVICE }, 'slash commands are not listed by Feishu');
      }
    },
  };
}

const FAILED = 'not registered; the log says why';
const ADVICE =
  'nobody is failed by it: commands work as they are typed; grant application:app_slash_command:read and ' +
  'application:app_slash_command:write, and publish a version, to have Feishu list them. It is tried again every six hours';
