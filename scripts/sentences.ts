import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CardBook, loadCards } from '../src/cards/book.ts';
import { LANGUAGES } from '../src/lib/language.ts';
import { projectRoot } from '../src/lib/project-root.ts';
import { SENTENCE_GROUPS, type Sentence, type SentenceGroup } from './sentence-groups.ts';

const INTRODUCTION = `# What the bot says

Every sentence of the bot, in the three languages it speaks, with example values. Each person reads their own
language. The texts live in \`cards/text/\`; this page is written by \`npm run docs\`.
`;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', '<br>');

function row(book: CardBook, { key, when, params }: Sentence): string {
  const texts = LANGUAGES.map((language) => cell(book.text(language, key, params)));
  return `| ${cell(when)}<br>\`${key}\` | ${texts.join(' | ')} |`;
}

function section(book: CardBook, { title, sentences }: SentenceGroup): string {
  const head = '| when | 中文 | English | 日本語 |\n|---|---|---|---|';
  return `## ${title}\n\n${head}\n${sentences.map((sentence) => row(book, sentence)).join('\n')}\n`;
}

/** The page `docs/sentences.md`. */
export function sentencesPage(book: CardBook): string {
  return [INTRODUCTION, ...SENTENCE_GROUPS.map((group) => section(book, group))].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = projectRoot();
  writeFileSync(join(root, 'docs', 'sentences.md'), sentencesPage(loadCards(join(root, 'cards'))));
}
