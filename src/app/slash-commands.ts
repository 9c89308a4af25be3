import { commandText, inOrder } from '../cards/keys/help.ts';
import type { Upkeep } from '../jobs/upkeep.ts';
import { HOUR_MS } from '../lib/clock.ts';
import { inEachLanguage } from '../lib/language.ts';
import { slashCommandRegistration } from '../ops/setup/slash-commands.ts';
import type { Deps } from './deps.ts';

/**
 * The same features, of which Feishu lists the commands as `/help` does, if that is wanted; with what came of it, for
 * `/readyz`.
 */
export function listingCommands<T extends { commands: readonly { name: string }[]; upkeep: Upkeep[] }>(
  { cards, feishu, log, slashCommands }: Pick<Deps, 'cards' | 'feishu' | 'log' | 'slashCommands'>,
  features: T,
): T & { remarks: Record<string, () => string> } {
  if (!slashCommands) return { ...features, remarks: {} };
  const wanted = inOrder(features.commands).map(({ name }) => ({
    name,
    about: inEachLanguage((language) => cards.text(language, commandText(name))),
  }));
  const { run, state } = slashCommandRegistration({ port: feishu.slashCommands, wanted, log });
  const listing = { name: 'slash commands', everyMs: 6 * HOUR_MS, run };
  return { ...features, upkeep: [...features.upkeep, listing], remarks: { slash_commands: state } };
}
