import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  localDate,
  nextMonday,
  readDate,
} from '../../../src/handlers/digest/schedule/local-date.ts';
import {
  dueDate,
  nextSend,
  type Schedule,
  sendTime,
} from '../../../src/handlers/digest/schedule/schedule.ts';

const HOUR = 3_600_000;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const ZONES = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'America/Sao_Paulo',
  'Africa/Cairo',
];
const zone = fc.constantFrom(...ZONES);
const minute = fc.integer({ min: 0, max: 1439 });
const person = fc.stringMatching(/^ou_[a-f0-9]{6}$/);
const moment = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2032, 0, 1) });
const schedule = fc.record({
  minute,
  days: fc.uniqueArray(fc.constantFrom(...EVERY_DAY), { minLength: 1 }),
  timezone: zone,
});

/** The person whose time is hardly moved. */
const still = (() => {
  for (let n = 0; ; n++) {
    const at = sendTime('2026-05-20', { minute: 612, days: EVERY_DAY, timezone: 'UTC' }, `ou_${n}`) as number;
    if (Math.floor(at / 1000) === Date.UTC(2026, 4, 20, 10, 12) / 1000) return `ou_${n}`;
  }
})();
const clock = (at: number | undefined, timezone: string) =>
  DateTime.fromMillis(at ?? 0, { zone: timezone }).toFormat('yyyy-MM-dd HH:mm ZZ');

describe('the sending time', () => {
  it('lies within some minutes of the chosen one and on that very day', () => {
    fc.assert(
      fc.property(schedule, person, moment, (chosen, who, now) => {
        const date = localDate(now, chosen.timezone);
        const at = sendTime(date, { ...chosen, days: EVERY_DAY }, who) as number;
        const local = DateTime.fromMillis(at, { zone: chosen.timezone });
        expect(local.toFormat('yyyy-MM-dd')).toBe(date);
        const off = Math.abs(local.hour * 60 + local.minute + local.second / 60 - chosen.minute);
        // Clocks that skip an hour carry the time along.
        expect(off).toBeLessThanOrEqual(6 + 60);
      }),
    );
  });

  it('is off :00 and :30 of the wall clock unless the clocks skip', () => {
    fc.assert(
      fc.property(minute, person, (chosen, who) => {
        const at = sendTime(
          '2026-05-20',
          { minute: chosen, days: EVERY_DAY, timezone: 'Asia/Kathmandu' },
          who,
        );
        expect([0, 30]).not.toContain(DateTime.fromMillis(at as number, { zone: 'Asia/Kathmandu' }).minute);
      }),
    );
  });

  it('is the same for a person every day, and spreads over many people', () => {
    const days = ['2026-05-20', '2026-05-21'].map((date) =>
      Array.from({ length: 500 }, (_, n) =>
        sendTime(date, { minute: 552, days: EVERY_DAY, timezone: 'Asia/Shanghai' }, `ou_${n}`),
      ),
    );
    expect(days[1]).toEqual(days[0]?.map((at) => (at as number) + 24 * HOUR));
    expect(new Set(days[0]).size).toBeGreaterThan(250);
  });

  it('that the clocks skip comes an hour later, on the same day', () => {
    const at = sendTime('2026-03-29', { minute: 150, days: EVERY_DAY, timezone: 'Europe/Berlin' }, still);
    expect(clock(at, 'Europe/Berlin')).toMatch(/^2026-03-29 03:3\d \+02:00$/);
  });

  it('that the clocks show twice is the first', () => {
    const at = sendTime('2026-10-25', { minute: 152, days: EVERY_DAY, timezone: 'Europe/Berlin' }, still);
    expect(clock(at, 'Europe/Berlin')).toBe('2026-10-25 02:32 +02:00');
    const half = sendTime(
      '2026-04-05',
      { minute: 105, days: EVERY_DAY, timezone: 'Australia/Lord_Howe' },
      still,
    );
    expect(clock(half, 'Australia/Lord_Howe')).toBe('2026-04-05 01:45 +11:00');
  });

  it('stays at the same hour of the wall clock when the clocks change', () => {
    const times = ['2026-03-28', '2026-03-29', '2026-03-30'].map((date) =>
      clock(
        sendTime(date, { minute: 552, days: EVERY_DAY, timezone: 'Europe/Berlin' }, still),
        'Europe/Berlin',
      ),
    );
    expect(times).toEqual(['2026-03-28 09:12 +01:00', '2026-03-29 09:12 +02:00', '2026-03-30 09:12 +02:00']);
  });
});

describe('the next time', () => {
  it('is in the future, on a chosen day, and the first such', () => {
    fc.assert(
      fc.property(schedule, person, moment, (chosen, who, now) => {
        const at = nextSend(now, chosen, who) as number;
        expect(at).toBeGreaterThan(now);
        const date = localDate(at, chosen.timezone);
        expect(sendTime(date, chosen, who)).toBe(at);
        for (let day = localDate(now, chosen.timezone); day < date; day = addDays(day, 1))
          expect(sendTime(day, chosen, who) ?? 0).toBeLessThanOrEqual(now);
      }),
    );
  });

  it('comes on each chosen day exactly once, through every change of the clocks', () => {
    fc.assert(
      fc.property(zone, minute, person, (timezone, chosen, who) => {
        const plan: Schedule = { minute: chosen, days: EVERY_DAY, timezone };
        const dates: string[] = [];
        for (let now = Date.UTC(2026, 0, 1); dates.length < 370; ) {
          now = nextSend(now, plan, who) as number;
          dates.push(localDate(now, timezone));
        }
        for (const [n, date] of dates.entries()) if (n > 0) expect(date).toBe(addDays(dates[n - 1]!, 1));
      }),
      { numRuns: 30 },
    );
  });

  it('waits for the end of a pause', () => {
    const plan = { minute: 552, days: [1, 2, 3, 4, 5], timezone: 'Asia/Shanghai', pausedUntil: '2026-06-06' };
    expect(clock(nextSend(Date.UTC(2026, 4, 20), plan, still), 'Asia/Shanghai')).toContain(
      '2026-06-08 09:12',
    );
  });
});

describe('what is due', () => {
  const plan = { minute: 552, days: [1, 2, 3, 4, 5], timezone: 'Asia/Shanghai' };
  const shanghai = (text: string) => DateTime.fromISO(text, { zone: 'Asia/Shanghai' }).toMillis();
  it.each([
    ['nothing before the time', '2026-05-20T09:11:00', undefined],
    ['today from the time on', '2026-05-20T09:12:59', '2026-05-20'],
    ['today, late, when the bot was down', '2026-05-20T23:59:59', '2026-05-20'],
    ['not yesterday any more', '2026-05-21T00:00:00', undefined],
    ['nothing on a day off', '2026-05-23T12:00:00', undefined],
  ])('is %s', (_name, at, date) => {
    expect(dueDate(shanghai(at), plan, still)).toBe(date);
  });

  it('is nothing while paused', () => {
    expect(
      dueDate(shanghai('2026-05-20T10:00'), { ...plan, pausedUntil: '2026-05-21' }, still),
    ).toBeUndefined();
    expect(dueDate(shanghai('2026-05-20T10:00'), { ...plan, pausedUntil: '2026-05-20' }, still)).toBe(
      '2026-05-20',
    );
  });
});

it('knows Mondays and dates', () => {
  expect(['2026-05-18', '2026-05-20', '2026-05-24'].map(nextMonday)).toEqual([
    '2026-05-25',
    '2026-05-25',
    '2026-05-25',
  ]);
  expect(['2026-02-29', '2026-2-1', 'tomorrow', '2028-02-29'].map(readDate)).toEqual([
    undefined,
    undefined,
    undefined,
    '2028-02-29',
  ]);
});

describe('public holidays', () => {
  const of = (calendar: string | undefined, date: string, days = [1, 2, 3, 4, 5]) =>
    sendTime(date, { minute: 552, days, timezone: 'Asia/Shanghai', calendar }, still) !== undefined;

  it.each([
    ['CN', '2025-10-01', false],
    ['CN', '2025-10-08', false],
    ['CN', '2025-10-09', true],
    // Make-up workdays: a Sunday and Saturdays.
    ['CN', '2025-09-28', true],
    ['CN', '2025-10-11', true],
    ['CN', '2026-02-14', true],
    ['CN', '2026-02-17', false],
    ['CN', '2026-10-10', true],
    ['CN', '2026-10-17', false],
    ['JP', '2026-02-11', false],
    ['JP', '2026-05-06', false],
    ['JP', '2027-03-22', false],
    ['JP', '2027-03-23', true],
    ['JP', '2026-02-14', false],
    // A day that is observed and nobody has off.
    ['US', '2025-02-14', true],
    ['US', '2025-07-04', false],
    [undefined, '2026-02-17', true],
    [undefined, '2026-02-14', false],
    // Not announced when the data were made: an ordinary year.
    ['CN', '2099-10-01', true],
  ])('by %s on %s: %s', (calendar, date, comes) => {
    expect(of(calendar, date)).toBe(comes);
  });

  it('leave the make-up workday to whoever has the digest on working days', () => {
    expect(of('CN', '2026-02-14', [7])).toBe(false);
    expect(of('CN', '2026-02-14', [1])).toBe(true);
  });
});
