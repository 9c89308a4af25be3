import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { cardProblems } from '../../scripts/card-problems.ts';
import { loadCards } from '../../src/cards/book.ts';
import { cardsFolder } from './examples.ts';

const root = mkdtempSync(join(tmpdir(), 'cards-'));
afterEach(() => rmSync(root, { recursive: true, force: true }));

it.each<[string, string, (text: string) => string, RegExp]>([
  [
    'a comma that is missing',
    'help',
    (text) => text.replace('"2.0",', '"2.0"'),
    /Expected ','|is not valid JSON/,
  ],
  [
    'an expression that means nothing',
    'help',
    (text) => text.replace("'help.title'", 'x.y'),
    /unknown context/,
  ],
  [
    'a text that is missing',
    'text/en_us',
    (text) => text.replace('"ping.pong"', '"ping.gone"'),
    /ping\.gone/,
  ],
])('the file, line and reason are known of %s', (_what, name, bend, reason) => {
  cpSync(cardsFolder, join(root, 'cards'), { recursive: true });
  const file = join(root, 'cards', `${name}.json`);
  writeFileSync(file, bend(readFileSync(file, 'utf8')));
  const draw = () => loadCards(join(root, 'cards')).card('help', { admin: false, commands: [] });
  const found = (() => {
    try {
      draw();
    } catch (error) {
      return cardProblems(error, root);
    }
    return [];
  })();
  expect(found.map((one) => one.reason).join('\n')).toMatch(reason);
  expect(found.map((one) => one.file)).toContain(
    name.startsWith('text') ? 'cards/text/zh_cn.json' : `cards/${name}.json`,
  );
  if (!name.startsWith('text')) expect(found[0]?.line).toBeGreaterThan(1);
});
