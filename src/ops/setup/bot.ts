import type { ApplicationPort, MenuEntry } from '../../feishu/application/port.ts';
import { isRefusal } from '../../feishu/gateway/errors.ts';
import type { Manifest } from '../../feishu/manifest.ts';
import { ENDS } from './ending.ts';

/** All but the first entry within one of their own: how many may stand side by side no page says. */
function folded([first, ...others]: Manifest['botMenu'], name: Manifest['botMenuMore']): MenuEntry[] {
  if (!first || others.length === 0) return first ? [first] : [];
  const more = { event_key: 'more', name };
  return [first, { ...more, opens: true }, ...others.map((entry) => ({ ...entry, of: more.event_key }))];
}

/**
 * Gives the app its bot and the bot its menu; what has to be done by hand besides. The explorer of the platform has the menu in
 * this call, its page does not.
 */
export async function switchBotOn(
  application: Pick<ApplicationPort, 'switchBotOn'>,
  { botMenu, botMenuMore }: Pick<Manifest, 'botMenu' | 'botMenuMore'>,
): Promise<string[]> {
  for (const menu of [botMenu, folded(botMenu, botMenuMore)])
    try {
      await application.switchBotOn(menu);
      return [];
    } catch (error) {
      if (!isRefusal(error, ENDS.badAbility)) throw error;
    }
  await application.switchBotOn();
  const entries = botMenu.map(({ event_key, name }) => `${name.zh_cn} (event ${event_key})`);
  return [
    `  Feishu does not take the menu from here: add it in the console, on the page Bot: ${entries.join(', ')}`,
  ];
}
