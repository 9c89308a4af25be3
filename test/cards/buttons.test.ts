import { describe, expect, it } from 'vitest';
import { BUTTONS, press } from '../../src/cards/buttons.ts';
import { book } from './examples.ts';

/** As cards that were sent carry them: none of these may ever be read otherwise. */
const SENT: Record<keyof typeof BUTTONS, Record<string, unknown>> = {
  ccPick: { a: 'cc.pick', r: 'r1', i: 'I1' },
  ccCancel: { a: 'cc.cancel', r: 'r1' },
  ccRemind: { a: 'cc.remind', r: 'r1', k: 'receipt:r1' },
  ccShow: { a: 'cc.show', r: 'r1', k: 'receipt:r1' },
  ccForm: { a: 'cc.form', i: 'I1' },
  ccFormSend: { a: 'cc.form_send', i: 'I1' },
  open: { a: 'open', w: 'unread' },
  createStart: { a: 'create.start' },
  createPick: { a: 'create.pick', d: 'd1', c: 'C1' },
  createFind: { a: 'create.find', d: 'd1', v: 3 },
  createForm: { a: 'create.form', d: 'd1', v: 3, do: 'next', of: '' },
  statusWithdraw: { a: 'status.withdraw', i: 'I1' },
  statusKeep: { a: 'status.keep', i: 'I1' },
  statusWithdrawNow: { a: 'status.withdraw_now', i: 'I1' },
  statusAgain: { a: 'status.again', i: 'I1' },
  digestOn: { a: 'digest.on', o: 'ou_li' },
  digestOff: { a: 'digest.off', o: 'ou_li' },
  digestResume: { a: 'digest.resume', o: 'ou_li' },
  digestSave: { a: 'digest.save', o: 'ou_li' },
  digestSettings: { a: 'digest.settings', o: 'ou_li' },
  unreadPage: { a: 'unread.page', o: 'ou_li', c: 'p2.5' },
  unreadRead: { a: 'unread.read', o: 'ou_li', i: 'ext:1', c: 'p1' },
  unreadSnooze: { a: 'unread.snooze', o: 'ou_li', i: 'I1', c: 'd2026-05-20' },
  unreadSnoozeDate: { a: 'unread.snooze_date', o: 'ou_li', i: 'I1', c: 'p1' },
  thirdPartyRead: { a: 'external.read', k: 'ext:1' },
};

describe.each(Object.entries(SENT))('the value of %s', (which, sent) => {
  const button = BUTTONS[which as keyof typeof BUTTONS];
  const { a: _action, ...fields } = sent;

  it('is what it was in the cards that were sent, and is read back', () => {
    expect(press(button.name, fields)).toEqual(sent);
    expect(button.unpack(sent)).toEqual(fields);
  });

  it('is not drawn with a field too few, too many or of another kind, and not read then', () => {
    expect(() => button.pack({ ...fields, x: '' })).toThrow();
    for (const name of Object.keys(fields)) {
      const { [name]: _left, ...rest } = fields;
      for (const bad of [rest, { ...fields, [name]: null }, { ...fields, [name]: ['x'] }]) {
        expect(() => button.pack(bad)).toThrow();
        expect(button.unpack(bad)).toBeUndefined();
      }
    }
  });
});

it('each button is drawn in some card', () => {
  const drawn = new Set(book.drawn.map(({ action }) => action));
  expect(
    Object.values(BUTTONS)
      .map(({ name }) => name)
      .filter((name) => !drawn.has(name)),
  ).toEqual([]);
});
