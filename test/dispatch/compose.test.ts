import { expect, it } from 'vitest';
import { BUTTONS } from '../../src/cards/buttons.ts';
import { forAnybody, forOwner } from '../../src/dispatch/actions.ts';
import { compose } from '../../src/dispatch/compose.ts';
import { book } from '../cards/examples.ts';

const onCard = forOwner(book, {
  kind: 'unread',
  named: 'o',
  find: async ({ about }) => about,
  notYours: 'toast.list_not_yours',
  outdated: 'toast.list_outdated',
});
const off = onCard(BUTTONS.digestOff, 'by-state', async () => ({}));

it('refuses a card with a button that nobody answers', () => {
  const drawn = [{ card: 'digest-settings', action: 'digest.off' }] as const;
  expect(compose([{ actions: [off] }], { drawn }).actions).toEqual([off]);
  expect(() => compose([], { drawn })).toThrow(
    'cards/digest-settings.json: no feature has the action "digest.off"',
  );
  expect(() => compose([{ actions: [off] }, { actions: [off] }], { drawn })).toThrow(
    'two features claim "digest.off"',
  );
});

it('an action says whose card it is on, which thing it is about, and which presses are the same', () => {
  const never = () => {
    // @ts-expect-error: the button does not say what its card was made for.
    onCard(BUTTONS.ccCancel, 'by-state', async () => ({}));
    // @ts-expect-error: nothing tells one press from its repetition.
    onCard(BUTTONS.digestOff, async () => ({}));
    // @ts-expect-error: the button carries no such field.
    onCard(BUTTONS.digestOff, 'by-state', async ({ value }) => ({ toast: { content: value.i } }));
    // @ts-expect-error: whoever lets anybody press says why.
    forAnybody(book, { kind: 'help', find: async () => 1, outdated: 'toast.outdated' });
  };
  expect(never).toBeTypeOf('function');
});
