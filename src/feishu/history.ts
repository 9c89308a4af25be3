import type { TimelineEntry } from './cc-entry.ts';

/** What happens to an instance, besides that it is copied. */
export const HISTORY_KINDS = [
  'PASS',
  'REJECT',
  'AUTO_PASS',
  'AUTO_REJECT',
  'TRANSFER',
  'ADD_APPROVER',
  'DELETE_APPROVER',
  'ROLLBACK',
  'CANCEL',
  'DELETE',
] as const;
export type HistoryKind = (typeof HISTORY_KINDS)[number];

/** A step of an instance's way. Time in Unix ms, people as open_ids. */
export interface HistoryEntry {
  kind: HistoryKind;
  /** Empty where nobody did it, or Feishu does not say who. */
  by: string;
  at: number;
  comment: string;
  /** To whom it was handed, or who was added or taken away. */
  to: string[];
}

/** What differs in a way that nobody asks for on a card. */
const alike: Readonly<Record<string, HistoryKind>> = {
  REMOVE_REPEAT: 'AUTO_PASS',
  ADD_APPROVER_BEFORE: 'ADD_APPROVER',
  ADD_APPROVER_AFTER: 'ADD_APPROVER',
  ROLLBACK_SELECTED: 'ROLLBACK',
};

const kindOf = (type: string): HistoryKind | undefined =>
  alike[type] ?? HISTORY_KINDS.find((kind) => kind === type);

/** The decisions about an instance, oldest first. `openIdOf` is what the whole answer tells of user_ids. */
export function historyIn(
  timeline: readonly TimelineEntry[],
  openIdOf: (userId: string) => string | undefined,
): HistoryEntry[] {
  const whom = ({ open_id_list, user_id_list }: Pick<TimelineEntry, 'open_id_list' | 'user_id_list'>) =>
    open_id_list?.length ? open_id_list : (user_id_list ?? []).flatMap((one) => openIdOf(one) ?? []);
  return timeline
    .flatMap((entry): HistoryEntry[] => {
      const kind = kindOf(entry.type);
      if (!kind) return [];
      const people = whom(entry);
      return [
        {
          kind,
          by: kind.startsWith('AUTO_') ? '' : entry.open_id || openIdOf(entry.user_id ?? '') || '',
          at: entry.create_time,
          comment: entry.comment ?? '',
          to: (people.length > 0 ? people : whom(entry.ext)).filter((one) => one !== ''),
        },
      ];
    })
    .sort((a, b) => a.at - b.at);
}
