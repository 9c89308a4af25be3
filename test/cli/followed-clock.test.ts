import { EventEmitter } from 'node:events';
import { afterEach, expect, it, vi } from 'vitest';
import { followedClock } from '../../src/cli/followed-clock.ts';
import { isLoopback } from '../../src/lib/link-address.ts';

function openClock() {
  const parent = Object.assign(new EventEmitter(), {
    sent: [] as unknown[],
    send: (message: unknown) => parent.sent.push(message),
  });
  return { parent, clock: followedClock(parent) };
}

const HOUR = 3_600_000;

afterEach(() => {
  vi.useRealTimers();
});

it('is the machine’s time until the parent moves it, and says when it has', () => {
  const { parent, clock } = openClock();
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(50);
  parent.emit('message', { clock_ahead_ms: HOUR });
  expect(Math.abs(clock.now() - Date.now() - HOUR)).toBeLessThan(50);
  expect(parent.sent).toEqual([{ clock_ahead_ms: HOUR }]);
});

it('wakes whoever sleeps until then, and nobody else', async () => {
  const { parent, clock } = openClock();
  const woken: string[] = [];
  const stop = new AbortController();
  const sleeping = [
    clock.sleep(HOUR).then(() => woken.push('an hour')),
    clock.sleep(2 * HOUR, stop.signal).then(() => woken.push('two hours')),
  ];
  parent.emit('message', { clock_ahead_ms: HOUR });
  await sleeping[0];
  expect(woken).toEqual(['an hour']);
  stop.abort();
  await sleeping[1];
});

it('set back, leaves sleepers what they had left', async () => {
  vi.useFakeTimers();
  const { parent, clock } = openClock();
  let woken = false;
  parent.emit('message', { clock_ahead_ms: 100 * 24 * HOUR });
  clock.sleep(HOUR).then(() => {
    woken = true;
  });
  parent.emit('message', { clock_ahead_ms: 0 });
  parent.emit('message', { clock_ahead_ms: HOUR / 2 });
  await vi.advanceTimersByTimeAsync(HOUR / 2 - 1);
  expect(woken).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(woken).toBe(true);
});

it.each([
  ['no object', 'x'],
  ['another message', { other: 1 }],
  ['no number', { clock_ahead_ms: '1' }],
])('leaves %s alone', (_name, message) => {
  const { parent, clock } = openClock();
  parent.emit('message', message);
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(50);
  expect(parent.sent).toEqual([]);
});

it.each([
  ['http://127.0.0.1:4000', true],
  ['http://localhost:4000', true],
  ['https://open.feishu.cn', false],
  ['https://127.0.0.1.example.com', false],
])('takes %s for a sandbox of this machine: %s', (url, expected) => {
  expect(isLoopback(url)).toBe(expected);
});
