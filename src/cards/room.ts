/** How much a card shows of what may be long. */
export interface Room {
  /** How many people of a list are named; of the others it says how many they are. */
  named: number;
  /** Of the usual characters of a text, the part that is shown before the ellipsis. */
  share: number;
}

/**
 * What is tried one after the other until Feishu takes the card. First all that is usual: as many names as one CC takes. A name
 * is some 100 bytes, its style tag counts twice, and where the sentence around it differs it stands there four times.
 */
export const ROOMS: readonly [Room, ...Room[]] = [
  { named: 20, share: 1 },
  { named: 15, share: 1 },
  { named: 10, share: 1 },
  { named: 7, share: 1 },
  { named: 5, share: 1 },
  { named: 3, share: 1 },
  { named: 3, share: 1 / 2 },
  { named: 2, share: 1 / 4 },
  { named: 1, share: 1 / 8 },
];

/** So many of `max` characters. */
export const within = ({ share }: Room, max: number): number => Math.max(1, Math.floor(max * share));
