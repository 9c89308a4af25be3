import { expect, it } from 'vitest';
import { emptyBody, type FormDraft } from '../../../src/handlers/create/deps.ts';
import { isShown, noteAdded, withAdded } from '../../../src/handlers/create/unseen.ts';

const empty: FormDraft = {
  id: 'draft_1',
  person: 'ou_me',
  approvalCode: null,
  state: 'filling',
  revision: 7,
  body: emptyBody({ messageId: null, chatId: 'oc_1', direct: true }, ''),
  instanceCode: null,
};

/** A draft after so many replies of one person each to the card that was drawn of it. */
function replied(times: number, drawn = empty): FormDraft {
  let draft = drawn;
  for (let revision = drawn.revision; revision < drawn.revision + times; revision++) {
    const added = noteAdded(draft, { name: 'guests', multi: true, people: [`ou_${revision}`] });
    const untouched = { from: drawn.revision, to: revision + 1, fields: ['guests'] };
    draft = { ...draft, revision: revision + 1, body: { ...draft.body, added, untouched } };
  }
  return draft;
}
const merged = (draft: FormDraft, returned: string[], drawn: number) =>
  withAdded({ guests: returned }, draft, drawn).guests;

it('a card lags behind any number of replies, and what it returns loses nobody', () => {
  const draft = replied(200);
  expect(merged(draft, ['ou_me'], 7)).toHaveLength(201);
  expect([7, 8, 207].map((drawn) => isShown(draft, drawn))).toEqual([true, true, true]);
  expect([6, 208, undefined, '7', Number.NaN].map((drawn) => isShown(draft, drawn))).not.toContain(true);
});

it('what a drawn card shows is its own to change, and little of it is kept', () => {
  const drawn = { ...replied(200), revision: 208 };
  expect(merged(drawn, [], 208)).toEqual([]);
  const draft = replied(3, drawn);
  expect(merged(draft, ['ou_me'], 208)).toEqual(['ou_me', 'ou_208', 'ou_209', 'ou_210']);
  expect(isShown(draft, 207)).toBe(false);
  expect(draft.body.added?.length).toBeLessThan(30);
});
