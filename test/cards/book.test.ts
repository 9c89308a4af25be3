import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCards } from '../../src/cards/book.ts';
import { REQUESTED } from '../../src/cards/keys.ts';
import { assertSendable, CardTooLargeError } from '../../src/cards/limits.ts';
import { baseKey, placeholders } from '../../src/cards/texts.ts';
import { keysIn } from '../../src/cards/validate.ts';
import { CARD_NAMES } from '../../src/cards/views.ts';
import { wrong } from '../../src/handlers/create/form/control.ts';
import { LANGUAGES } from '../../src/lib/language.ts';
import { temporaryFolder } from '../support/engines.ts';
import { book, cardsFolder } from './examples.ts';

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const texts = (language: string): Record<string, string> =>
  json(join(cardsFolder, 'text', `${language}.json`));

describe('the texts', () => {
  it('have the same keys and placeholders in every language', () => {
    const shape = (language: string) =>
      Object.fromEntries(
        Object.entries(texts(language)).map(([key, text]) => [baseKey(key), placeholders(text)]),
      );
    expect(shape('en_us')).toEqual(shape('zh_cn'));
    expect(shape('ja_jp')).toEqual(shape('zh_cn'));
  });

  it('are all used, and all that is used exists', () => {
    const named = CARD_NAMES.flatMap((name) =>
      keysIn(readFileSync(join(cardsFolder, `${name}.json`), 'utf8')),
    );
    const used = new Set([...named, ...Object.keys(REQUESTED)]);
    expect([...book.keys].sort()).toEqual([...used].sort());
  });

  it('choose the English plural by count', () => {
    expect(book.text('en_us', 'receipt.title', { count: 1 })).toBe('CC sent to 1 person');
    expect(book.text('en_us', 'receipt.title', { count: 3 })).toBe('CC sent to 3 people');
    expect(book.text('zh_cn', 'receipt.title', { count: 1 })).toBe('已抄送给 1 人');
  });

  it('keep the braces of a value', () => {
    expect(book.text('en_us', 'command.unknown', { typed: '{nearest}', nearest: '/cc' })).toContain(
      "don't know {nearest}.",
    );
  });

  it('say which value is missing', () => {
    expect(() => book.text('ja_jp', 'cc.too_many', { count: 3 })).toThrow(
      'cards/text/ja_jp.json: "cc.too_many" needs a value for {max}',
    );
    // @ts-expect-error: the compiler says so as well.
    expect(() => book.notice({ key: 'command.unknown', level: 'info' })).toThrow(
      /cards\/notice\.json.*\{typed\}/,
    );
  });
});

it('the compiler knows which values a sentence takes', () => {
  const never = () => {
    // @ts-expect-error: {max} is missing.
    book.card('notice', { key: 'cc.too_many', level: 'info', params: { count: 3 } });
    // @ts-expect-error: so it is in a sentence after the first.
    book.card('notice', { key: 'cc.usage', level: 'info', also: [{ key: 'cc.full', params: { count: 3 } }] });
    // @ts-expect-error: {time} is missing.
    book.toast('info', 'toast.already_done');
    // @ts-expect-error: {timezone} is missing.
    book.toast('info', 'toast.digest_on_there', { time: '08:30' });
    // @ts-expect-error: {max} is missing.
    wrong('widget1', 'form.error.too_long');
  };
  expect(never).toBeTypeOf('function');
});

describe('a toast', () => {
  it('has the shape of a card callback response', () => {
    expect(book.toast('success', 'toast.already_done', { time: '14:05' })).toEqual({
      type: 'success',
      content: book.text('zh_cn', 'toast.already_done', { time: '14:05' }),
      i18n: Object.fromEntries(
        LANGUAGES.map((language) => [language, book.text(language, 'toast.already_done', { time: '14:05' })]),
      ),
    });
  });
});

describe('loadCards', () => {
  const copy = () => {
    const folder = temporaryFolder();
    cpSync(cardsFolder, folder, { recursive: true });
    return folder;
  };
  const change = (file: string, edit: (texts: Record<string, string>) => void) => {
    const folder = copy();
    const path = join(folder, file);
    const content = json(path);
    edit(content);
    writeFileSync(path, JSON.stringify(content));
    return folder;
  };

  it('names a text that one language lacks', () => {
    const dir = change('text/ja_jp.json', (all) => delete all['cc.usage']);
    expect(() => loadCards(dir)).toThrow('cards/text/ja_jp.json: "cc.usage" is missing');
  });

  it('names a text that lacks its plural', () => {
    const dir = change('text/en_us.json', (all) => delete all['receipt.title_other']);
    expect(() => loadCards(dir)).toThrow('cards/text/en_us.json: "receipt.title" is missing');
  });

  it('names a placeholder that nobody fills, in a notice and in a template', () => {
    const notice = change('text/en_us.json', (all) => (all['cc.too_many'] = '{count} {maximum}'));
    expect(() => loadCards(notice)).toThrow('"cc.too_many" has an unknown placeholder {maximum}');
    const label = change('text/en_us.json', (all) => (all['receipt.sender'] = '{sender}'));
    expect(() => loadCards(label)).toThrow('cards/text/en_us.json: "receipt.sender" lacks {person}');
  });

  it('names a text that a template asks for and nobody wrote', () => {
    const dir = copy();
    const path = join(dir, 'help.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace("'help.cc'", "'help.see'"));
    expect(() => loadCards(dir)).toThrow('cards/help.json: there is no text "help.see"');
  });

  it('names a value that a template does not give to a text', () => {
    const dir = copy();
    const path = join(dir, 'cc-receipt.json');
    const receipt = readFileSync(path, 'utf8');
    writeFileSync(path, receipt.replace("md('receipt.sender', {person: ", "md('receipt.sender', {who: "));
    expect(() => loadCards(dir)).toThrow('cards/cc-receipt.json: "receipt.sender" is not given {person}');
    writeFileSync(path, receipt.replace(', count: len(recipients)})', '})'));
    expect(() => loadCards(dir)).toThrow('cards/cc-receipt.json: "receipt.summary" is not given {count}');
  });

  it('names a button that no action is defined for, and one whose value nobody can read', () => {
    const dir = copy();
    const path = join(dir, 'help.json');
    const help = readFileSync(path, 'utf8');
    writeFileSync(path, help.replace("press('create.start')", "press('create.begin')"));
    expect(() => loadCards(dir)).toThrow('cards/help.json: there is no button "create.begin"');
    writeFileSync(path, help.replace(/"\$eval": "press\('create.start'\)"/, '"a": "create.start"'));
    expect(() => loadCards(dir)).toThrow('cards/help.json: the value of a button must be made by press()');
  });

  it('names a file that is missing or broken', () => {
    const dir = copy();
    rmSync(join(dir, 'notice.json'));
    expect(() => loadCards(dir)).toThrow(/notice\.json/);
    writeFileSync(join(dir, 'notice.json'), '{');
    expect(() => loadCards(dir)).toThrow(/notice\.json/);
  });

  it("takes a card as it comes out of Feishu's card builder", () => {
    const built = {
      schema: '2.0',
      config: {
        update_multi: true,
        style: { text_size: { normal_v2: { default: 'normal', pc: 'normal', mobile: 'heading' } } },
      },
      header: {
        title: { tag: 'plain_text', content: '帮助' },
        subtitle: { tag: 'plain_text', content: '' },
        template: 'blue',
        padding: '12px 12px 12px 12px',
      },
      body: {
        direction: 'vertical',
        padding: '12px 12px 12px 12px',
        elements: [
          {
            tag: 'markdown',
            content: '**$5**\n<font color="red">x</font>',
            i18n_content: { en_us: 'x' },
            text_align: 'left',
            text_size: 'normal_v2',
            margin: '0px 0px 0px 0px',
          },
        ],
      },
    };
    const dir = copy();
    writeFileSync(join(dir, 'help.json'), JSON.stringify(built));
    expect(loadCards(dir).card('help', { admin: false, commands: [] })).toEqual(built);
  });
});

describe('assertSendable', () => {
  const card = (elements: unknown[]) => ({ schema: '2.0', body: { elements } });

  it('takes 200 elements and refuses 201', () => {
    const rules = (count: number) => card(Array.from({ length: count }, () => ({ tag: 'hr' })));
    expect(() => assertSendable(rules(200))).not.toThrow();
    expect(() => assertSendable(rules(201))).toThrow(CardTooLargeError);
  });

  const text = (content: string) => card([{ tag: 'markdown', content }]);
  const person = "<person id='ou_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'></person>";

  it.each([
    ['bytes, not characters', '抄', 9_000, 10_000],
    ['a quotation mark as four, which is what the body has', '"', 7_000, 7_500],
    ['a line break as three', '\n', 9_000, 10_000],
    ['tags twice', person, 250, 260],
    ['what only looks like a tag once', '1 < 2 > 0', 3_200, 3_400],
  ])('counts %s', (_what, part, fits, not) => {
    expect(() => assertSendable(text(part.repeat(fits)))).not.toThrow();
    expect(() => assertSendable(text(part.repeat(not)))).toThrow(CardTooLargeError);
  });
});
