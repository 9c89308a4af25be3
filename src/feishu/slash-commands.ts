import { z } from 'zod';
import { pathId } from '../lib/ids.ts';
import { LANGUAGES, type Language } from '../lib/language.ts';
import type { Gateway } from './gateway/gateway.ts';
import { text } from './listed.ts';

const item = z.looseObject({
  command_id: text,
  command: text,
  description: z
    .looseObject({ default_value: text, i18n: z.record(z.string(), z.string()).nullish().catch(null) })
    .nullish()
    .catch(null),
});
const page = z.object({ items: z.array(item).nullish(), has_more: z.boolean().nullish(), page_token: text });
const nothing = z.unknown();

/** A command as Feishu lists it. */
export interface ListedCommand {
  id: string;
  /** Without the slash. */
  name: string;
  /** What is said of it where a language has nothing of its own. */
  usual: string;
  /** By language, of which there may be others than ours. */
  texts: Readonly<Record<string, string>>;
}

export interface WantedCommand {
  name: string;
  about: Record<Language, string>;
}

export interface SlashCommandPort {
  list(): Promise<ListedCommand[]>;
  /** Throws a refusal with `codes.commandTaken` where another bot of this app was quicker. */
  add(command: WantedCommand): Promise<void>;
  /** Says anew what a command is for; texts in further languages stay, and so does all else. */
  describe(listed: ListedCommand, about: WantedCommand['about']): Promise<void>;
}

/** Whether Feishu says of a command what is wanted. */
export const isDescribed = ({ usual, texts }: ListedCommand, { about }: WantedCommand): boolean =>
  usual === about[LANGUAGES[0]] && LANGUAGES.every((language) => texts[language] === about[language]);

const URL = '/open-apis/application/v7/app_slash_commands';
/** There are at most a hundred of them. */
const MOST_PAGES = 10;

const described = (about: WantedCommand['about'], others: ListedCommand['texts'] = {}) => ({
  default_value: about[LANGUAGES[0]],
  i18n: { ...others, ...about },
});

/** What Feishu lists when somebody types a slash to the bot: https://github.com/larksuite/cli/pull/1806 */
export function slashCommands(gateway: Gateway): SlashCommandPort {
  const pageFrom = (page_token: string) => {
    const params = page_token ? { page_token } : {};
    return gateway.call('application.slash_command.list', page, (client, options) =>
      client.request({ method: 'GET', url: URL, params }, options),
    );
  };
  return {
    async list() {
      const all: ListedCommand[] = [];
      let token = '';
      for (let n = 0; n < MOST_PAGES; n++) {
        const { items, has_more, page_token } = await pageFrom(token);
        for (const { command_id: id, command: name, description } of items ?? [])
          all.push({ id, name, usual: description?.default_value ?? '', texts: description?.i18n ?? {} });
        if (!has_more || !page_token) break;
        token = page_token;
      }
      return all;
    },
    async add({ name, about }) {
      const data = { command: name, description: described(about) };
      await gateway.call('application.slash_command.create', nothing, (client, options) =>
        client.request({ method: 'POST', url: URL, data }, options),
      );
    },
    async describe({ id, texts }, about) {
      const url = `${URL}/${pathId('command', id)}`;
      const data = { description: described(about, texts) };
      await gateway.call('application.slash_command.patch', nothing, (client, options) =>
        client.request({ method: 'PATCH', url, data }, options),
      );
    },
  };
}
