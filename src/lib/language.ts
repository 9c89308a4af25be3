/** The languages the bot speaks, as Feishu names them. The first one is what `content` says. */
export const LANGUAGES = ['zh_cn', 'en_us', 'ja_jp'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The same languages as the platform's approvals name them. */
export const LOCALE_OF = { zh_cn: 'zh-CN', en_us: 'en-US', ja_jp: 'ja-JP' } as const satisfies Record<
  Language,
  string
>;

/** One value for each language. */
export function inEachLanguage<T>(value: (language: Language) => T): Record<Language, T> {
  return { zh_cn: value('zh_cn'), en_us: value('en_us'), ja_jp: value('ja_jp') };
}

/** Whether a text is the same in every language. */
export const areAlike = (texts: Record<Language, string>): boolean =>
  LANGUAGES.every((language) => texts[language] === texts.zh_cn);
