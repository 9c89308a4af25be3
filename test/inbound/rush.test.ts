import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { rushOfEvents } from '../../src/inbound/rush.ts';

describe('work during a rush of events', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const begun = (rush: ReturnType<typeof rushOfEvents>) => {
    const state = { over: false };
    rush.over().then(() => {
      state.over = true;
    });
    return state;
  };
  const many = (rush: ReturnType<typeof rushOfEvents>) => {
    for (let event = 0; event < 10; event++) rush.came();
  };

  it('begins at once when only a few events came', async () => {
    const rush = rushOfEvents();
    for (let event = 0; event < 9; event++) rush.came();
    const state = begun(rush);
    await vi.advanceTimersByTimeAsync(0);
    expect(state.over).toBe(true);
  });

  it('begins when the rush is over', async () => {
    const rush = rushOfEvents();
    many(rush);
    const state = begun(rush);
    await vi.advanceTimersByTimeAsync(30);
    expect(state.over).toBe(false);
    await vi.advanceTimersByTimeAsync(40);
    expect(state.over).toBe(true);
  });

  it('begins after a quarter of a second in a rush without an end', async () => {
    const rush = rushOfEvents();
    const steady = setInterval(() => many(rush), 10);
    many(rush);
    const state = begun(rush);
    await vi.advanceTimersByTimeAsync(200);
    expect(state.over).toBe(false);
    await vi.advanceTimersByTimeAsync(60);
    expect(state.over).toBe(true);
    clearInterval(steady);
  });

  it('leaves no timer behind when nothing comes any more', async () => {
    const rush = rushOfEvents();
    many(rush);
    await vi.advanceTimersByTimeAsync(100);
    expect(vi.getTimerCount()).toBe(0);
  });
});
