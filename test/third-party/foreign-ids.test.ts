import { afterEach, beforeEach, expect, it } from 'vitest';
import { CRM, type Desk, OA, openDesk } from './desk.ts';
import { pushed } from './pushed.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const heard = (who: string) => desk.heard(`direct:${who}`);

it.each([
  ['a', 'b:c', 'a:b', 'c'],
  ['a%3Ab', 'c', 'a:b', 'c'],
  ['100%', 'c', '100%25', 'c'],
])('a copy of %s called %s is not the one of %s called %s', async (one, ofOne, other, ofOther) => {
  // Where a form tells nothing, a number does.
  const form: never[] = [];
  await desk.push({ ...pushed(desk, { id: one, ccs: [{ to: 'wangwu', id: ofOne }] }), form }, OA);
  await desk.wait(4);
  await desk.push({ ...pushed(desk, { id: other, ccs: [{ to: 'emma', id: ofOther }] }), form }, CRM);
  await desk.wait(4);
  for (const [who, has, hasNot] of [
    ['wangwu', one, other],
    ['emma', other, one],
  ] as const) {
    expect(heard(who)).toHaveLength(1);
    await desk.say(who, '/unread');
    await desk.wait(3);
    expect(heard(who).at(-1)).toMatch(new RegExp(`HT-${has}\\s`));
    expect(heard(who).at(-1)).not.toMatch(new RegExp(`HT-${hasNot}\\s`));
  }
});

it('one person is told of both where the ids, written one after the other, are the same', async () => {
  await desk.push(pushed(desk, { id: 'a', tasks: [{ to: 'lisi', id: 'b:c' }] }), OA);
  await desk.push(pushed(desk, { id: 'a:b', tasks: [{ to: 'lisi', id: 'c' }] }), CRM);
  await desk.wait(6);
  expect(heard('lisi')).toHaveLength(2);
});
