import { expect, it } from 'vitest';
import type { ListedCopy } from '../../src/feishu/copies.ts';
import { compare } from '../../src/read-state/compare.ts';
import type { KnownCopy } from '../../src/store/tables/cc-copies.ts';

const MINUTE = 60_000;
const now = 1_000 * MINUTE;
const old = now - 60 * MINUTE;
const known = (over: Partial<KnownCopy> = {}): KnownCopy => ({
  id: 'cc1',
  source: 'event',
  instanceCode: 'A',
  createdAt: old,
  readAt: null,
  readFrom: null,
  ...over,
});
const listed = (createdAt = old, instanceCode = 'A') =>
  ({ createdAt, read: false, instance: { instanceCode, approvalCode: 'P' } }) as ListedCopy;
const none = { add: [], close: [], reopen: [] };

it('changes nothing where events and list agree', () => {
  expect(compare([known()], [listed(old + 3_000)], now)).toEqual(none);
});

it('adds what no event has told of, once however often the pages repeat it', () => {
  const { add } = compare([], [listed(), listed(), listed(old, 'B')], now);
  expect(add.map((copy) => copy.instanceCode)).toEqual(['A', 'B']);
});

it('closes what the list does not show, unless it is too young for a list that lags', () => {
  expect(compare([known()], [], now).close).toHaveLength(1);
  expect(compare([known({ createdAt: now - 14 * MINUTE })], [], now)).toEqual(none);
  expect(compare([known({ createdAt: now - 16 * MINUTE })], [], now).close).toHaveLength(1);
});

it('believes an event that said read, before a list that says unread', () => {
  const read = known({ readAt: now - 1_000, readFrom: 'event' });
  expect(compare([read], [listed()], now)).toEqual(none);
});

it('takes back what an earlier list, but no event, made read', () => {
  const gone = known({ readAt: now - 1_000, readFrom: 'search' });
  expect(compare([gone], [listed()], now)).toMatchObject({ reopen: [gone], add: [], close: [] });
});

it('counts an unknown older copy as read by whoever opened the instance later, and a newer one as unread', () => {
  const read = known({ createdAt: old, readAt: old + 30 * MINUTE, readFrom: 'event' });
  expect(compare([read], [listed(old + 10 * MINUTE)], now)).toEqual(none);
  expect(compare([read], [listed(old + 40 * MINUTE)], now).add).toHaveLength(1);
});
