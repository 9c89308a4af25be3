import type { Toast } from '../../../cards/book.ts';
import { BUTTONS, type Button } from '../../../cards/buttons.ts';
import { type Action, forOwner } from '../../../dispatch/actions.ts';
import type { Click } from '../../../dispatch/click.ts';
import { MINUTE_MS } from '../../../lib/clock.ts';
import { isTimeZone } from '../../../lib/time-zone.ts';
import { sendCard } from '../../../outbound/outbox.ts';
import type { Tx } from '../../../store/db.ts';
import { type DigestChoice, digestChoice } from '../../../store/tables/digest-settings.ts';
import type { SettingsDeps } from '../deps.ts';
import { offeredCalendars, settingsCard, timeText } from './card.ts';
import { scheduleOf, todayOf } from './effective.ts';
import { readSettingsForm } from './form.ts';
import { type Change, changeSettings, TURN_ON } from './save.ts';

type Told = 'toast.digest_on' | 'toast.digest_off' | 'toast.digest_saved';

/** The buttons of the settings card. */
export function settingsActions(deps: SettingsDeps): Action[] {
  const { cards, defaults, clock } = deps;

  const onSettings = forOwner(cards, {
    kind: 'digest-settings',
    named: 'o',
    find: async ({ about }) => about,
    notYours: 'toast.settings_not_yours',
    outdated: 'toast.settings_outdated',
  });

  const changing = (
    button: Button<{ o: string }>,
    key: Told,
    changeOf: (click: Click, tx: Tx) => Promise<Change>,
  ): Action =>
    onSettings(button, 'by-state', async ({ click, tx }) => {
      const saved = await changeSettings(tx, deps, click.operator, await changeOf(click, tx));
      const data = await settingsCard(tx, deps, saved);
      return { toast: told(deps, key, saved, click), card: { type: 'raw', data } };
    });

  /** The zone in which the person clicks holds for whoever has chosen none. */
  const zoneOf = async ({ operator, timezone }: Click, tx: Tx): Promise<Change> => {
    const { timezone: chosen } = await digestChoice(tx, operator);
    return chosen === undefined && timezone && isTimeZone(timezone) ? { timezone } : {};
  };

  /** Cards of earlier days have the button outside of the form. */
  const formOf = async ({ operator, timezone, form }: Click, tx: Tx): Promise<Change> => {
    if (Object.keys(form).length === 0) return {};
    const today = todayOf(await digestChoice(tx, operator), defaults, clock.now());
    return readSettingsForm(form, { timezone, today, calendars: offeredCalendars(defaults) });
  };

  return [
    openSettings(deps),
    changing(BUTTONS.digestOn, 'toast.digest_on', async (click, tx) => ({
      ...TURN_ON,
      ...(await zoneOf(click, tx)),
      ...(await formOf(click, tx)),
    })),
    changing(BUTTONS.digestOff, 'toast.digest_off', async () => ({ enabled: false })),
    changing(BUTTONS.digestResume, 'toast.digest_on', async () => ({ ...TURN_ON, pausedUntil: undefined })),
    changing(BUTTONS.digestSave, 'toast.digest_saved', async (click, tx) => ({
      ...TURN_ON,
      ...(await formOf(click, tx)),
    })),
  ];
}

/** Names the time zone where it is another one than that in which the person clicks. */
function told(
  { cards, defaults }: Pick<SettingsDeps, 'cards' | 'defaults'>,
  key: Told,
  saved: DigestChoice,
  click: Click,
): Toast {
  if (key === 'toast.digest_off') return cards.toast('success', key);
  const { minute, timezone } = scheduleOf(saved, defaults);
  const time = timeText(minute);
  if (click.timezone === timezone) return cards.toast('success', key, { time });
  return cards.toast('success', `${key}_there`, { time, timezone });
}

/** The button of the digest, whose settings come as a card of their own. */
const openSettings = (deps: SettingsDeps): Action => {
  const { cards, clock } = deps;
  return forOwner(cards, {
    kind: 'unread',
    named: 'o',
    find: async ({ about }) => about,
    notYours: 'toast.list_not_yours',
    outdated: 'toast.list_outdated',
  })(
    BUTTONS.digestSettings,
    { forMs: MINUTE_MS, version: ({ click }) => click.operator, told: 'toast.settings_here' },
    async ({ click: { operator }, card: { key }, tx }) => {
      await sendCard(tx, `digest-settings:${key}:${clock.now()}`, {
        to: { kind: 'person', openId: operator },
        card: await settingsCard(tx, deps, await digestChoice(tx, operator)),
        press: { kind: 'digest-settings', owner: operator, about: operator },
      });
      return { toast: cards.toast('info', 'toast.settings_here') };
    },
  );
};
