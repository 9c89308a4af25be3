import { describe, expect, it } from 'vitest';
import { renderCard } from '../../../sandbox/terminal/render-card.ts';
import { ccFeature } from '../../../src/handlers/cc/index.ts';
import { createFeature } from '../../../src/handlers/create/index.ts';
import { digestFeature } from '../../../src/handlers/digest/index.ts';
import { helpFeature } from '../../../src/handlers/help/index.ts';
import { book } from '../../cards/examples.ts';

/** What commands are built from is used when one runs: here none does. */
const nothing = { cards: book, approvalCodes: [], admins: [], defaults: {}, clock: {} } as never;
const commands = [ccFeature, createFeature, digestFeature, helpFeature].flatMap(
  (feature) => feature(nothing).commands ?? [],
);

describe.each(['zh_cn', 'en_us', 'ja_jp'] as const)('help in %s', (language) => {
  const shown = (admin: boolean) =>
    renderCard(book.card('help', { admin }) as never, language, (id) => id).replace(/[│\n]\s*/gu, ' ');

  it('names every command in every spelling', () => {
    expect(commands.length).toBeGreaterThanOrEqual(6);
    for (const { name, aliases } of commands)
      for (const word of [name, ...aliases]) expect(shown(false)).toContain(`/${word}`);
    expect(shown(false)).toContain('/cc status');
  });

  it('tells administrators alone what they may', () => {
    const said = book.text(language, 'help.admin').slice(0, 12);
    expect(shown(true)).toContain(said);
    expect(shown(false)).not.toContain(said);
  });
});
