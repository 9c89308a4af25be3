import { describe, expect, it } from 'vitest';
import { manualClock } from '../../sandbox/platform/index.ts';
import { backpressure } from '../../src/inbound/backpressure.ts';
import { botClock, START } from '../support/clock.ts';

describe('work under backpressure', () => {
  function watched(events: number) {
    const clock = manualClock(START);
    const pressure = backpressure(botClock(clock));
    const come = (count: number) => {
      for (let event = 0; event < count; event++) pressure.came();
    };
    come(events);
    const state = { over: false };
    pressure.over().then(() => {
      state.over = true;
    });
    return { clock, come, state };
  }

  it('begins at once when only a few events came', async () => {
    const { clock, state } = watched(9);
    await clock.advance(0);
    expect(state.over).toBe(true);
  });

  it('begins when it is over', async () => {
    const { clock, state } = watched(10);
    await clock.advance(30);
    expect(state.over).toBe(false);
    await clock.advance(40);
    expect(state.over).toBe(true);
  });

  it('begins after a quarter of a second under backpressure without an end', async () => {
    const { clock, come, state } = watched(10);
    for (let time = 0; time < 220; time += 10) {
      await clock.advance(10);
      come(10);
    }
    expect(state.over).toBe(false);
    await clock.advance(40);
    expect(state.over).toBe(true);
  });
});
