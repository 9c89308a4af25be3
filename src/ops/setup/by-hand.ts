import type { Manifest } from '../../feishu/manifest.ts';

/** The scopes as the console's batch import takes them; with `setup` those, too, by which `init` sets the rest up. */
export const importJson = ({ scopes }: Manifest, { setup }: { setup: boolean }): string => {
  const tenant = scopes.filter((one) => !one.optional && (setup || !one.setup)).map(({ name }) => name);
  return JSON.stringify({ scopes: { tenant, user: [] } }, null, 2);
};

/** The few steps in the developer console, for those who have no telephone at hand or no right to scan. */
export function stepsByHand(manifest: Manifest, consoleUrl: string, appId: string | undefined): string[] {
  const page = (name: string) =>
    appId ? `${consoleUrl}/app/${appId}/${name}` : `${consoleUrl}/app → your app`;
  const events = manifest.events.map(({ name }) => name).join(', ');
  const callbacks = manifest.callbacks.map(({ name }) => name).join(', ');
  const menu = manifest.botMenu.map(({ event_key, name }) => `${name.zh_cn} → event ${event_key}`).join(', ');
  return [
    `1. Make a custom app: ${consoleUrl}/app → Create custom app, and add the feature Bot: ${page('bot')}`,
    `2. Scopes: ${page('auth')} → Batch import/export, and paste:`,
    ...importJson(manifest, { setup: false }).split('\n'),
    `3. Put its credentials into .env: FEISHU_APP_ID=cli_… and FEISHU_APP_SECRET=…, from ${page('baseinfo')}`,
    '4. Start the bot: feishu-approval-bot start',
    `5. While it runs: ${page('event')} → long connection for events and for callbacks; subscribe`,
    `   the events ${events}`,
    `   and the callback ${callbacks}`,
    `6. Menu: ${page('bot')} → custom menu: ${menu}`,
    '   (The commands that Feishu lists after a slash the bot registers itself.)',
    `7. Publish a version: ${page('version')}, for everybody who is to use it; an administrator may have to agree.`,
    '8. See what is missing: feishu-approval-bot doctor',
  ];
}
