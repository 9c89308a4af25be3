const HAN = /\p{Script=Han}/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Whether a text is in Chinese, as far as its characters tell. */
export const isChinese = (text: string): boolean => HAN.test(text) && !KANA.test(text);
