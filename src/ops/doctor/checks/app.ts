import { codes } from '../../../feishu/gateway/codes.ts';
import { isRefusal } from '../../../feishu/gateway/errors.ts';
import type { Check } from '../check.ts';

const bot: Check = {
  name: 'bot',
  needs: ['token'],
  looksAt: 'the app has a bot',
  breaks: 'nobody can write to it, and it can write to nobody',
  required: true,
  fixable: true,
  page: (links) => links.console('bot'),
  async look({ feishu }, say) {
    try {
      await feishu.bot.openId();
      return [say.ok('it has one')];
    } catch (error) {
      if (!isRefusal(error, codes.noBot, codes.botOff)) throw error;
      return [
        say.fails('the app has no bot that is switched on', {
          mend: 'Add features → Bot, then publish a version',
          fix: { kind: 'bot' },
        }),
      ];
    }
  },
};

const version: Check = {
  name: 'version',
  needs: ['token'],
  looksAt: 'a version is published, none waits, and the app is not stopped',
  breaks: 'scopes, events and the bot act only once a version with them is published',
  required: true,
  fixable: true,
  page: (links) => links.console('version'),
  async look({ app, links }, say) {
    const { onlineVersion, waitingVersion, stopped } = await app();
    const review = { mend: 'have an administrator of the organisation agree to it', link: links.admin };
    if (stopped)
      return [
        say.fails('an administrator has stopped the app', {
          mend: 'have an administrator start it again',
          link: links.admin,
        }),
      ];
    if (!onlineVersion && waitingVersion) return [say.fails('the first version waits for a review', review)];
    if (!onlineVersion)
      return [say.fails('no version is published', { mend: 'publish one', fix: { kind: 'version' } })];
    if (waitingVersion)
      return [say.unknown('a newer version waits for a review', { ...review, required: false })];
    return [say.ok('published')];
  },
};

const availability: Check = {
  name: 'availability range',
  needs: ['token'],
  looksAt: 'who may use the app: the administrators of the bot at least',
  breaks: 'people outside of it get no answer, no receipt and no digest',
  required: true,
  page: (links) => links.console('version'),
  async look({ feishu, version, settings, facts }, say) {
    const range = (await version())?.availability;
    if (range?.everybody) return [say.ok('everybody')];
    const mend = 'Version management: publish a version whose availability range includes them';
    if (range && range.named === 0) return [say.fails('nobody may use the app', { mend })];
    const admins = settings.ADMIN_OPEN_IDS;
    const outside = admins.length > 0 ? await feishu.application.outside(admins) : [];
    if (outside.length > 0)
      return [say.fails(`outside of it: ${outside.join(', ')} (ADMIN_OPEN_IDS)`, { mend })];
    const known = await facts().catch(() => undefined);
    const failed =
      known?.tally.filter(({ kind, about }) => kind === 'refused' && about === AVAILABILITY) ?? [];
    const times = failed.reduce((sum, one) => sum + one.times, 0);
    if (times > 0)
      return [say.fails(`in three days, ${times} messages went to people outside of it`, { mend })];
    if (!range) return [say.unknown('Feishu does not say who may use the app', { required: false })];
    return [say.ok(`${range.named} people, departments or groups; others get no answer`)];
  },
};

/** As what it is counted that the bot could not write to a person. */
export const AVAILABILITY = String(codes.outsideAvailability);

const contacts: Check = {
  name: 'contact range',
  needs: ['token'],
  looksAt: 'whom the app sees in the directory: as many as may use it',
  breaks: 'people and departments outside of it can not be chosen in forms, and get no receipt by name',
  required: true,
  fixable: true,
  page: (links) => links.console('auth'),
  async look({ feishu, settings }, say) {
    const mend = 'Permissions & Scopes → Contact permission range: the same as the availability range';
    const fix = { kind: 'contacts' } as const;
    if ((await feishu.inRange()) === 0) return [say.fails('the app sees nobody', { mend, fix })];
    const admins = settings.ADMIN_OPEN_IDS;
    const { seen, unknown } = await feishu.people(admins);
    const unseen = admins.filter((one) => !seen.includes(one) && !unknown.includes(one));
    if (unseen.length > 0)
      return [say.fails(`outside of it: ${unseen.join(', ')} (ADMIN_OPEN_IDS)`, { mend, fix })];
    return [say.ok('the app sees people')];
  },
};

export const appChecks = [bot, version, availability, contacts];
