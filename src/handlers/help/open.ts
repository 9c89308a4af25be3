import type { CardBook } from '../../cards/book.ts';
import { BUTTONS } from '../../cards/buttons.ts';
import { type Action, forAnybody } from '../../dispatch/actions.ts';
import type { Entry } from '../../dispatch/feature.ts';
import { MINUTE_MS } from '../../lib/clock.ts';

/** Whoever presses again after this has not seen what came, or wants it anew. */
const ONCE_MS = MINUTE_MS;

export interface OpenDeps {
  cards: CardBook;
  /** All features as one: what people can type, and what the entries of the bot's menu do. */
  all(): { commands: readonly { name: string }[]; entries: Readonly<Record<string, Entry>> };
  newId(): string;
}

/** The buttons of the help card: each brings what the menu's entry of that name does, to the direct chat of whoever presses. */
export function openAction({ cards, all, newId }: OpenDeps): Action {
  const onHelp = forAnybody(cards, {
    kind: 'help',
    because: 'whoever presses gets their own in their direct chat',
    find: async ({ key }) => key,
    outdated: 'toast.outdated',
  });
  const once = {
    forMs: ONCE_MS,
    version: ({ click, value }: { click: { operator: string }; value: { w: string } }) =>
      `${value.w}:${click.operator}`,
    told: 'toast.form_sent_before',
  } as const;
  return onHelp(BUTTONS.open, once, async ({ click, value, tx }) => {
    const { entries } = all();
    const entry = Object.hasOwn(entries, value.w) ? entries[value.w] : undefined;
    if (!entry) return { toast: cards.toast('warning', 'toast.outdated') };
    await entry(tx, click.operator, `press:${value.w}:${newId()}`);
    return { toast: cards.toast('info', 'toast.form_sent') };
  });
}
