import type { Segment } from '../../dispatch/segments.ts';

/** What an address may have before its `@`. */
const name = /[\w.+-]+/g;
const atDomain = /@[\w-]+(?:\.[\w-]+)+/y;
const phone = /(?<![\w@])\+?\d[\d -]{5,18}\d(?![\w@])/g;

/** The addresses and numbers that were typed, each once. */
export function typedPeople(segments: Segment[]): { emails: string[]; mobiles: string[] } {
  const text = segments.map(wordsOf).join(' ');
  const { emails, rest } = addresses(text);
  const mobiles = rest.match(phone) ?? [];
  return {
    emails: [...new Set(emails)],
    mobiles: [...new Set(mobiles.map((one) => one.replace(/[ -]/g, '')))],
  };
}

/** `mailto:` and `tel:` say who is meant, whatever is shown of them; of other links the words of a person count. */
function wordsOf(segment: Segment): string {
  if (segment.kind === 'text') return segment.text;
  if (segment.kind !== 'link') return ' ';
  const [, contact] = /^(?:mailto|tel):([^?\s]{1,320})/i.exec(segment.href) ?? [];
  if (contact !== undefined) return decoded(contact);
  return segment.text.includes('://') ? ' ' : segment.text;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Takes the addresses out of a text. Only a whole run of what may be a name is looked at, and once. */
function addresses(text: string): { emails: string[]; rest: string } {
  const emails: string[] = [];
  const rest: string[] = [];
  let end = 0;
  name.lastIndex = 0;
  for (let run = name.exec(text); run; run = name.exec(text)) {
    atDomain.lastIndex = name.lastIndex;
    if (!atDomain.test(text)) continue;
    emails.push(text.slice(run.index, atDomain.lastIndex));
    rest.push(text.slice(end, run.index));
    end = atDomain.lastIndex;
    name.lastIndex = end;
  }
  return { emails, rest: [...rest, text.slice(end)].join(' ') };
}
