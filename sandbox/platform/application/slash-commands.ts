import { z } from 'zod';
import { refuse } from '../errors.ts';
import { endpoint, noBody, noQuery, success } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_100 } from '../limits.ts';
import type { Platform } from '../platform.ts';
import type { SlashCommand } from '../world/slash-commands.ts';

const MOST = 100;
const READ = 'application:app_slash_command:read';
const WRITE = 'application:app_slash_command:write';
const USUAL_ICON = 'skill_outlined';

/** The code of every wrong parameter, and of a name that is taken: https://github.com/larksuite/cli, shortcuts/application */
const INVALID = 40000000;

const words = z.string().refine((value) => value.trim() !== '', 'must not be blank');
const name = z.string().regex(/^[^/\s][^\s]*$/, 'Invalid Param: without the slash, and in one word');
const description = z.strictObject({
  default_value: words,
  i18n: z.record(z.string().regex(/^[a-z]{2}_[a-z]{2}$/), words).optional(),
});
const icon = z.strictObject({ icon_key: z.string().min(1) });

const common = { limit: PER_MINUTE_100, query: noQuery, invalid: invalidAs(INVALID) };
const COLLECTION = '/open-apis/application/v7/app_slash_commands';

function answer({ command_id, command, description, icon_key }: SlashCommand): object {
  return { command_id, command, description, icon: { icon_key } };
}

function existing(id: string | undefined, { world }: Platform): SlashCommand {
  const { commands } = world.app;
  return (
    commands.find(({ command_id }) => command_id === id) ?? refuse(INVALID, "Invalid Param 'command_id'.")
  );
}

function checkFree(command: string, { world }: Platform): void {
  if (world.app.commands.some((one) => one.command === command))
    refuse(INVALID, "Invalid Param 'command'. command already exists.");
}

const list = endpoint({
  ...common,
  method: 'GET',
  path: COLLECTION,
  scopes: [READ],
  body: noBody,
  handle: (_call, { world }) => success({ items: world.app.commands.map(answer) }),
});

const create = endpoint({
  ...common,
  method: 'POST',
  path: COLLECTION,
  scopes: [WRITE],
  body: z.strictObject({ command: name, description, icon: icon.optional() }),
  handle({ body }, platform) {
    const { world, ids, changes } = platform;
    const { command, description, icon } = body;
    checkFree(command, platform);
    if (world.app.commands.length >= MOST) refuse(INVALID, 'too many commands');
    const icon_key = icon?.icon_key ?? USUAL_ICON;
    const made: SlashCommand = { command_id: ids.hex(16), command, description, icon_key };
    world.app.commands.push(made);
    changes.tell({ kind: 'application' });
    return success(answer(made));
  },
});

/** A field that is left out stays; the languages that are given take the place of all that were there. */
const change = endpoint({
  ...common,
  method: 'PATCH',
  path: `${COLLECTION}/:command_id`,
  scopes: [WRITE],
  body: z.strictObject({
    command: name.optional(),
    description: description.partial().optional(),
    icon: icon.optional(),
  }),
  handle({ path, body }, platform) {
    const changed = existing(path.command_id, platform);
    const { command = changed.command, description, icon } = body;
    if (command !== changed.command) checkFree(command, platform);
    Object.assign(changed, { command, ...(icon && { icon_key: icon.icon_key }) });
    const { default_value = changed.description.default_value, i18n = changed.description.i18n } =
      description ?? {};
    changed.description = { default_value, ...(i18n && { i18n }) };
    platform.changes.tell({ kind: 'application' });
    return success(answer(changed));
  },
});

const remove = endpoint({
  ...common,
  method: 'DELETE',
  path: `${COLLECTION}/:command_id`,
  scopes: [WRITE],
  body: noBody,
  handle({ path }, platform) {
    const { world, changes } = platform;
    const gone = existing(path.command_id, platform);
    world.app.commands = world.app.commands.filter((one) => one !== gone);
    changes.tell({ kind: 'application' });
    return success({});
  },
});

/** What a client lists when somebody types a slash in the bot's direct chat. */
export const slashCommandEndpoints = [list, create, change, remove];
