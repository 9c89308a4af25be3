import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  ThirdPartyInstance,
  ThirdPartyResource,
} from '../../../src/store/third-party-document/documented.ts';
import { KEY_PREFIX, LOCALES, type Locale } from '../../../src/store/third-party-document/fields.ts';
import { merge } from '../../../src/third-party/push/merge.ts';
import { readPush } from '../../../src/third-party/push/read.ts';
import type { SimpleText } from '../../../src/third-party/push/simple.ts';
import { textBook } from '../../../src/third-party/push/texts.ts';

/** Anything that a person may write, but for what begins like a key. */
const plain = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .filter((text) => !text.startsWith(KEY_PREFIX) && text.length <= 2048);
const byLanguage = fc
  .record(Object.fromEntries(LOCALES.map((locale) => [locale, plain])), { requiredKeys: [] })
  .filter((by) => Object.keys(by).length > 0) as fc.Arbitrary<SimpleText>;
const anyText: fc.Arbitrary<SimpleText> = fc.oneof(plain, byLanguage);

/** What the approval centre shows of a key: the reader's language, else the default one. */
function shown(resources: ThirdPartyResource[], key: string, locale: Locale): string | undefined {
  const find = (one: ThirdPartyResource | undefined) => one?.texts.find((text) => text.key === key)?.value;
  return (
    find(resources.find((one) => one.locale === locale)) ?? find(resources.find((one) => one.is_default))
  );
}

/** What a reader of this language should see of a text. */
function wanted(text: SimpleText, locale: Locale): string | undefined {
  if (typeof text === 'string') return text;
  return text[locale] ?? LOCALES.map((one) => text[one]).find((one) => one !== undefined);
}

const base = {
  approval_code: 'oa-contract',
  instance_id: '1',
  status: 'PENDING',
  user_id: 'a1f3c5d7',
  links: 'https://oa.example.com/1',
  start_time: '1657093395000',
  update_time: '1657093395000',
};
const task = (id: string, title: SimpleText) => ({
  task_id: id,
  user_id: 'b2e4d6f8',
  status: 'PENDING',
  title,
});
const read = (body: object): ThirdPartyInstance => {
  const result = readPush({ ...base, ...body });
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.instance;
};

describe('texts that become keys', () => {
  it('are read by everybody in their language, or in another one', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 12 }), (texts) => {
        const book = textBook();
        const keys = texts.map((text) => book.key(text));
        const resources = book.resources();
        expect(resources.filter((one) => one.is_default)).toHaveLength(1);
        expect(new Set(resources.map((one) => one.locale)).size).toBe(resources.length);
        for (const [index, text] of texts.entries())
          for (const locale of LOCALES)
            expect(shown(resources, keys[index] ?? '', locale)).toBe(wanted(text, locale));
      }),
    );
  });

  it('make an instance that is valid in the documented shape, too', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.array(anyText, { maxLength: 5 }), (title, name, tasks) => {
        const instance = read({
          title,
          form: [{ name, value: title }],
          task_list: tasks.map((one, n) => task(`t${n}`, one)),
        });
        expect(readPush(instance)).toEqual({ instance });
      }),
    );
  });

  it('never change what another push of the instance has said', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (title, first, second) => {
        const before = read({ title, task_list: [task('t1', first)] });
        const { merged } = merge(
          before,
          read({ update_time: '1657093395001', task_list: [task('t2', second)] }),
        );
        for (const locale of LOCALES) {
          const read = (key: string | undefined) => shown(merged.i18n_resources, key ?? '', locale);
          expect(read(merged.title)).toBe(wanted(title, locale));
          expect(merged.task_list?.map((one) => read(one.title))).toEqual(
            [first, second].map((text) => wanted(text, locale)),
          );
        }
        expect(readPush(merged)).toEqual({ instance: merged });
      }),
    );
  });
});
