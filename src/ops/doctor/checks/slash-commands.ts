import type { Check } from '../check.ts';

const listed: Check = {
  name: 'slash commands',
  needs: ['token'],
  looksAt: 'Feishu lists the commands of app.manifest.json when somebody types a slash in the direct chat',
  breaks: 'people have to know the commands, or ask /help',
  required: false,
  page: (links) => links.console('bot'),
  async look({ feishu, manifest }, say) {
    const names = (await feishu.slashCommands.list()).map(({ name }) => name);
    const missing = manifest.slashCommands.flatMap(({ name }) => (names.includes(name) ? [] : `/${name}`));
    if (missing.length === 0) return [say.ok('all are listed; clients show a change within some minutes')];
    return [
      say.fails(`not listed: ${missing.join(', ')}`, {
        mend: 'start the bot, which has them listed: its log and /readyz say what keeps it from that',
      }),
    ];
  },
};

export const slashCommandChecks = [listed];
