import { namedIn, rawAttribute } from './tags.ts';

const PERSON = /<(?:at|person)\b([^>]*)>/gi;
const IMAGE = /!\[[^\]]*\]\(([^)\s]*)[^)]*\)/g;
const LINK = /(?<!!)\[[^\]]*\]\(([^)\s]*)[^)]*\)/g;
const TAG = /<[^>]*>/g;
const ADDRESSES = ['href', 'url', 'pc_url', 'ios_url', 'android_url', 'link'];

const all = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([whole, part]) => part ?? whole);

/**
 * What a text may be taken to name: also where it is unfinished, too long, or would only be shown. Somebody who is named by
 * nothing at all is an empty id.
 */
export const references = (text: string) => ({
  people: all(text, PERSON).flatMap(
    (attributes) => namedIn(attributes) ?? (rawAttribute(attributes, 'email') === undefined ? [''] : []),
  ),
  addresses: [
    ...all(text, LINK),
    ...all(text, TAG).flatMap((tag) => ADDRESSES.flatMap((name) => rawAttribute(tag, name) || [])),
  ],
  images: all(text, IMAGE),
});
