/** One reason why Feishu refuses a card, with its inner code and the place in Feishu's own `ErrPath` notation. */
export interface Finding {
  code: number;
  path: string;
  message: string;
}

export type Path = readonly PropertyKey[];

/** Inner codes of 230099 that a card can meet, plus 230025 for its size (pages "发送消息" and "发送卡片"). */
export const CODES = {
  unreadable: 200621,
  overLimit: 11310,
  formName: 200530,
  imageKey: 200570,
  unsupportedTag: 200861,
  person: 100290,
  chart: 200550,
  audioId: 300230,
  audioForward: 300220,
  tableRow: 200914,
  tableRowName: 200915,
  tooLong: 230025,
} as const;

/** `['body', 'elements', 2, 'text']` becomes `ROOT -> body -> elements -> [2](tag: div) -> text`. */
export function describePath(card: unknown, path: Path): string {
  let at: unknown = card;
  const steps = path.map((key) => {
    at = (at as Record<PropertyKey, unknown> | null | undefined)?.[key];
    if (typeof key !== 'number') return String(key);
    const tag = (at as { tag?: unknown } | null | undefined)?.tag;
    return typeof tag === 'string' ? `[${key}](tag: ${tag})` : `[${key}]`;
  });
  return ['ROOT', ...steps].join(' -> ');
}

/** The value under `path`, or undefined where the path leaves the card. */
export function valueAt(card: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null)?.[key], card);
}
