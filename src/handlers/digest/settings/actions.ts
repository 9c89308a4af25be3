import type { ToastKey } from '../../../cards/keys.ts';
import { type Action, forOwner } from '../../../dispatch/actions.ts';
import type { Click } from '../../../dispatch/feature.ts';
import type { Tx } from '../../../store/db.ts';
import { digestChoice } from '../../../store/tables/digest-settings.ts';
import { isTimeZone } from '../../../time-zone.ts';
import type { DigestParts } from '../parts.ts';
import { settingsCard } from './card.ts';
import { todayOf } from './effective.ts';
import { readSettingsForm } from './form.ts';
import { type Change, changeSettings, TURN_ON } from './save.ts';

/** The buttons of the settings card. */
export function settingsActions(parts: DigestParts): Record<string, Action> {
  const { cards, defaults, clock } = parts;

  const onSettings = forOwner<string>(cards, {
    kind: 'digest-settings',
    named: 'o',
    find: async ({ about }) => about,
    notYours: 'toast.settings_not_yours',
    outdated: 'toast.settings_outdated',
  });

  const changing = (key: ToastKey, changeOf: (click: Click, tx: Tx) => Promise<Change>): Action =>
    onSettings('by-state', async ({ click, tx }) => {
      const saved = await changeSettings(tx, parts, click.operator, await changeOf(click, tx));
      const data = await settingsCard(tx, parts, saved);
      return { toast: cards.toast('success', key), card: { type: 'raw', data } };
    });

  /** The zone in which the person clicks holds for whoever has chosen none. */
  const zoneOf = async ({ operator, timezone }: Click, tx: Tx): Promise<Change> => {
    const { timezone: chosen } = await digestChoice(tx, operator);
    return chosen === undefined && timezone && isTimeZone(timezone) ? { timezone } : {};
  };

  return {
    'digest.on': changing('toast.digest_on', async (click, tx) => ({
      ...TURN_ON,
      ...(await zoneOf(click, tx)),
    })),
    'digest.off': changing('toast.digest_off', async () => ({ enabled: false })),
    'digest.resume': changing('toast.digest_on', async () => ({ ...TURN_ON, pausedUntil: undefined })),
    'digest.save': changing('toast.digest_saved', async (click, tx) => {
      const today = todayOf(await digestChoice(tx, click.operator), defaults, clock.now());
      return { ...TURN_ON, ...readSettingsForm(click.form ?? {}, { timezone: click.timezone, today }) };
    }),
  };
}
