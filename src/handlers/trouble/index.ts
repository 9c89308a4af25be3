import type { Logger } from 'pino';
import type { CardBook } from '../../cards/book.ts';
import type { SettingTroubleView } from '../../cards/views.ts';
import { codes } from '../../feishu/gateway/codes.ts';
import type { FeishuRefusal } from '../../feishu/gateway/errors.ts';
import { causeOf, scopesIn } from '../../feishu/gateway/errors.ts';
import type { Manifest } from '../../feishu/manifest.ts';
import type { Clock } from '../../lib/clock.ts';
import { dayOf } from '../../lib/platform-days.ts';
import { untraced } from '../../lib/trace.ts';
import { sendCard } from '../../outbound/outbox.ts';
import type { Db } from '../../store/db.ts';

export interface TroubleDeps {
  db: Db;
  cards: CardBook;
  clock: Pick<Clock, 'now'>;
  log: Pick<Logger, 'warn'>;
  /** Who is told, by open_id. */
  admins: string[];
  manifest: Pick<Manifest, 'scopes'>;
  /** A page of the app in the developer console. */
  page(name: 'auth' | 'version' | 'event'): string;
}

type Kind = SettingTroubleView['kind'];

/** A setting that fails people: what it is, and as what it counts once a day. */
interface Trouble {
  kind: Kind;
  cause: string;
  what: string;
}

const PAGE_OF = { scope: 'auth', availability: 'version', contacts: 'auth', event: 'event' } as const;
const MOST_CHARACTERS = 200;

/** Where no call goes through, no card does: those are for the log and for `/readyz`. */
const KINDS: Record<number, Kind> = {
  [codes.missingScope]: 'scope',
  [codes.outsideAvailability]: 'availability',
  [codes.userNotVisible]: 'contacts',
  [codes.departmentNotVisible]: 'contacts',
};

/** What a refusal says of the settings; undefined where nobody is failed by it. */
function troubleIn(refusal: FeishuRefusal, { manifest }: TroubleDeps): Trouble | undefined {
  const kind = KINDS[refusal.code];
  if (!kind) return undefined;
  const scopes = scopesIn(refusal.reason);
  const optional = manifest.scopes.flatMap(({ name, optional, dispensable }) =>
    optional || dispensable ? name : [],
  );
  if (kind === 'scope' && scopes.every((scope) => optional.includes(scope))) return undefined;
  return { kind, cause: causeOf(refusal), what: scopes.join(', ').slice(0, MOST_CHARACTERS) };
}

/** Tells the administrators by a card what fails people: once a day for each cause, whichever replica meets it. */
export function settingTroubles(deps: TroubleDeps) {
  const { db, cards, clock, log, admins, page } = deps;
  const told = new Set<string>();

  async function tell({ kind, cause, what }: Trouble): Promise<void> {
    const key = `trouble:${dayOf(clock.now())}:${cause}`;
    if (admins.length === 0 || told.has(key)) return;
    told.add(key);
    const card = cards.card('setting-trouble', { kind, what, link: page(PAGE_OF[kind]) });
    try {
      await db.transaction(async (tx) => {
        for (const openId of admins)
          await sendCard(tx, `${key}:${openId}`, { to: { kind: 'person', openId }, card });
      });
    } catch (err) {
      told.delete(key);
      log.warn({ err, cause }, 'the administrators could not be told of a setting that fails people');
    }
  }

  return {
    /** Hears of a refused call; never throws. */
    refused(refusal: FeishuRefusal): void {
      const trouble = troubleIn(refusal, deps);
      if (trouble) untraced(() => void tell(trouble));
    },
    /** Hears of an event or a callback that is not subscribed. */
    unsubscribed: (name: string) => tell({ kind: 'event', cause: `event ${name}`, what: name }),
  };
}

export type SettingTroubles = ReturnType<typeof settingTroubles>;
