import { type Family, given, left, wrong } from '../control.ts';
import { textIn } from '../filled.ts';
import type { WidgetOf } from '../widget.ts';

/** A card's input takes no more characters; an emoji is one, whatever it takes to write it. */
const MAX_LENGTH = 1_000;

export const text: Family<WidgetOf<'text'>> = {
  fields: ({ multiline }, key, { filled }) => [
    { as: 'input', name: key, value: textIn(filled, key), rows: multiline ? 3 : 1, max: MAX_LENGTH },
  ],
  read(widget, key, { filled }) {
    const value = textIn(filled, key);
    if (value === '') return left(widget, key);
    if ([...value].length > MAX_LENGTH) return wrong(key, 'form.error.too_long', { max: MAX_LENGTH });
    return given(widget, value, { text: value });
  },
};

const documentToken = /^[A-Za-z0-9]{16,64}$/;
const documentLink = /^https:\/\/[^/\s]+\/docx\/([A-Za-z0-9]{16,64})(?:[/?#].*)?$/;

/** Nobody is led elsewhere by what somebody typed. */
const ofThePlatform =
  /^https:\/\/(?:[a-z0-9-]+\.)*(?:feishu\.cn|larksuite\.com|larkoffice\.com)\/docx\/[A-Za-z0-9]+(?:[?#][\w=&.~%-]*)?$/;

export const document: Family<WidgetOf<'document'>> = {
  fields: (_widget, key, { filled }) => [
    { as: 'input', name: key, value: textIn(filled, key), rows: 1, max: 300, hint: 'form.hint.document' },
  ],
  read(widget, key, { filled }) {
    const typed = textIn(filled, key);
    if (typed === '') return left(widget, key);
    const token = documentLink.exec(typed)?.[1] ?? documentToken.exec(typed)?.[0];
    if (!token) return wrong(key, 'form.error.document');
    const address = ofThePlatform.test(typed) ? typed : undefined;
    return given(widget, { token, type: 'docx' }, { text: typed, ...(address && { address }) });
  },
};

const lengths = { MOBILE: /^\d{6,15}$/, FIXED_LINE: /^\d{5,15}$/, FIXED_LINE_OR_MOBILE: /^\d{5,15}$/ };
const chineseMobile = /^1\d{10}$/;

export const telephone: Family<WidgetOf<'telephone'>> = {
  fields: (_widget, key, { filled }) => [
    {
      as: 'input',
      name: `${key}#code`,
      value: codeIn(filled, key),
      rows: 1,
      max: 5,
      hint: 'form.hint.country_code',
    },
    {
      as: 'input',
      name: key,
      value: textIn(filled, key),
      rows: 1,
      max: 30,
      hint: 'form.hint.phone',
      beside: true,
    },
  ],
  read(widget, key, { filled }) {
    const nationalNumber = textIn(filled, key)
      .normalize('NFKC')
      .replace(/[\s()-]/g, '');
    if (nationalNumber === '') return left(widget, key);
    const countryCode = codeIn(filled, key)
      .normalize('NFKC')
      .replace(/^(?!\+)/, '+');
    const fits =
      /^\+\d{1,4}$/.test(countryCode) &&
      lengths[widget.accepts].test(nationalNumber) &&
      (widget.accepts !== 'MOBILE' || countryCode !== '+86' || chineseMobile.test(nationalNumber));
    if (!fits) return wrong(key, 'form.error.telephone');
    return given(widget, { countryCode, nationalNumber }, { text: `${countryCode} ${nationalNumber}` });
  },
};

const codeIn = (filled: Parameters<typeof textIn>[0], key: string) => textIn(filled, `${key}#code`) || '+86';
