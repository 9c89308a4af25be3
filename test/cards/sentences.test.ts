import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SENTENCE_GROUPS } from '../../scripts/sentence-groups.ts';
import { sentencesPage } from '../../scripts/sentences.ts';
import { projectRoot } from '../../src/lib/project-root.ts';
import { book } from './examples.ts';

describe('docs/sentences.md', () => {
  it('is current', () => {
    const path = join(projectRoot(), 'docs', 'sentences.md');
    expect(readFileSync(path, 'utf8'), 'run `npm run docs`').toBe(sentencesPage(book));
  });

  it('shows every text once', () => {
    const shown = SENTENCE_GROUPS.flatMap(({ sentences }) => sentences.map(({ key }) => key));
    expect(shown.toSorted()).toEqual([...book.keys].sort());
  });

  it('leaves no placeholder unfilled', () => {
    expect(sentencesPage(book)).not.toMatch(/\{\w+\}|undefined|NaN/);
  });
});
