import { afterEach, expect, it, vi } from 'vitest';
import { timeOfDay } from '../../../src/lib/time-zone.ts';

const at = Date.UTC(2026, 4, 20, 6, 5);

afterEach(() => {
  vi.restoreAllMocks();
});

it.each([
  ['Asia/Tokyo', '15:05'],
  ['Mars/Olympus', '14:05'],
  ['', '14:05'],
  [undefined, '14:05'],
])('in %s it is %s', (timezone, expected) => {
  expect(timeOfDay(at, timezone)).toBe(expected);
});

it('ends where this Node knows no time zone at all', () => {
  vi.spyOn(Intl, 'DateTimeFormat').mockImplementation(() => {
    throw new RangeError('Invalid time zone specified');
  });
  expect(() => timeOfDay(at, 'Asia/Tokyo')).toThrow('Invalid time zone specified');
});
