/** Where Feishu's months and days begin. */
const BEIJING_MS = 8 * 3_600_000;

const local = (ms: number) => new Date(ms + BEIJING_MS).toISOString();

/** `2026-05`: the quota of API calls is by month. */
export const monthOf = (ms: number): string => local(ms).slice(0, 7);

/** `2026-05-20` */
export const dayOf = (ms: number): string => local(ms).slice(0, 10);
