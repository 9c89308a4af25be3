import type { Check } from '../check.ts';

const admins: Check = {
  name: 'ADMIN_OPEN_IDS',
  needs: ['token'],
  looksAt: 'they are people of this app',
  breaks: 'nobody can use what is for administrators, nor is told of troubles',
  required: true,
  page: () => '.env',
  async look({ feishu, settings }, say) {
    const { ADMIN_OPEN_IDS: ids } = settings;
    if (ids.length === 0)
      return [
        say.unknown('none is named', {
          required: false,
          mend: 'name whoever is to be told when a setting fails people',
        }),
      ];
    const { unknown } = await feishu.people(ids);
    if (unknown.length === 0) return [say.ok(`${ids.length} of this app`)];
    return [
      say.fails(`not of this app: ${unknown.join(', ')}`, {
        mend: 'open_ids are an app’s own: copy those that this app gives, such as from the log of a message to the bot',
      }),
    ];
  },
};

export const peopleChecks = [admins];
