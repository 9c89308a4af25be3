import type { Notice } from '../../../cards/views.ts';
import type { Command, Entry } from '../../../dispatch/feature.ts';
import type { IncomingMessage } from '../../../feishu/incoming-message.ts';
import { answerPrivately, sendPrivately } from '../../../outbound/notices.ts';
import { sendCard } from '../../../outbound/outbox.ts';
import type { Tx } from '../../../store/db.ts';
import { type DigestChoice, digestChoice } from '../../../store/tables/digest-settings.ts';
import type { ScheduleDeps, SettingsDeps } from '../deps.ts';
import { settingsCard, timeText } from './card.ts';
import { scheduleOf, todayOf } from './effective.ts';
import { type Change, changeSettings, TURN_ON } from './save.ts';
import { type DigestWords, readDigestWords } from './words.ts';

/** `/digest`, `/digest on`, `/digest off`, `/digest 08:30`, `/digest on 08:30 Asia/Tokyo`, `/digest pause 2026-06-01`, `/digest resume` */
export function digestCommand(deps: SettingsDeps): Command {
  return {
    name: 'digest',
    aliases: ['摘要', 'ダイジェスト'],
    run: async (message, rest) => {
      const words = readDigestWords(rest);
      if (words.kind === 'settings') return (tx) => sendSettings(tx, deps, message);
      return async (tx) => {
        const answer = await obey(tx, deps, message.sender, words);
        await answerPrivately(tx, deps.cards, message, answer, 'message.in_private');
      };
    },
  };
}

async function sendSettings(tx: Tx, deps: SettingsDeps, message: IncomingMessage) {
  const settings = await settingsFor(tx, deps, message.sender);
  const key = `digest-settings:${message.messageId}`;
  await sendPrivately(tx, deps.cards, message, { ...settings, key, sent: 'digest.settings_sent' });
}

async function settingsFor(tx: Tx, deps: SettingsDeps, person: string) {
  const card = await settingsCard(tx, deps, await digestChoice(tx, person));
  const press = { kind: 'digest-settings', owner: person, about: person } as const;
  return { card, press };
}

/** The entry `digest` of the bot's menu. */
export const settingsEntry =
  (deps: SettingsDeps): Entry =>
  async (tx, person, key) => {
    const to = { kind: 'person', openId: person } as const;
    await sendCard(tx, `digest-settings:${key}`, { to, ...(await settingsFor(tx, deps, person)) });
  };

/** Does what was said and returns the sentence that tells so. */
async function obey(tx: Tx, deps: ScheduleDeps, openId: string, words: DigestWords): Promise<Notice> {
  const change = (what: Change) => changeSettings(tx, deps, openId, what);
  switch (words.kind) {
    case 'on':
      return told(deps, await change({ ...TURN_ON, ...said(words) }));
    case 'resume':
      return told(deps, await change({ ...TURN_ON, pausedUntil: undefined }));
    case 'off':
      await change({ enabled: false });
      return { key: 'digest.off', level: 'info' };
    case 'pause': {
      const today = todayOf(await digestChoice(tx, openId), deps.defaults, deps.clock.now());
      if (words.until <= today) return { key: 'digest.pause_past', level: 'warning' };
      await change({ pausedUntil: words.until });
      return { key: 'digest.paused', level: 'info', params: { date: words.until } };
    }
    case 'unknown':
      return notUnderstood(words.typed);
    default:
      return { key: 'digest.usage', level: 'info' };
  }
}

function notUnderstood(typed: string | undefined): Notice {
  const usage = { key: 'digest.usage' } as const;
  if (typed === undefined) return { ...usage, level: 'info' };
  return { key: 'digest.not_understood', params: { typed }, also: [usage], level: 'info' };
}

const said = ({ minute, timezone }: { minute?: number; timezone?: string }): Change => ({
  ...(minute !== undefined && { minute }),
  ...(timezone !== undefined && { timezone }),
});

/** A message does not tell where its sender is, as a press on the card does: whose zone is not known hears which one counts. */
function told({ defaults }: Pick<SettingsDeps, 'defaults'>, choice: DigestChoice): Notice {
  const { minute, timezone } = scheduleOf(choice, defaults);
  const key = choice.timezone === undefined ? 'digest.on_default_zone' : 'digest.on';
  return { key, level: 'info', params: { time: timeText(minute), timezone } };
}
