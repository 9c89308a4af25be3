import { clip } from '../../cards/escape.ts';

const LONGEST = 200;
/** What could become a mention, a link or other markup, as its full-width form. */
const MARKUP = /[<>[\]()*_`~#&\\]/g;
const wide = (character: string) => String.fromCharCode(character.charCodeAt(0) + 0xfee0);

/**
 * What another system says, for a person to read in Feishu: one short line of plain text, whether or not the place where it is
 * shown knows markdown.
 */
export const plainWords = (text: string): string =>
  clip(text.replace(/\s+/gu, ' '), LONGEST).replace(MARKUP, wide);
