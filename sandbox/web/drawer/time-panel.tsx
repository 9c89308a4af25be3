import { useEffect, useState } from 'preact/hooks';
import { api } from '../api.ts';
import { as, d, state } from '../store.ts';
import { dateAndTime, now, withSeconds } from '../time.ts';
import { complain } from '../toasts.ts';

const STEPS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
type Move = Parameters<typeof api.moveClock>[0];

function move(to: Move): void {
  void api.moveClock(to).catch(complain);
}

/** The sandbox's time, ticking. */
function Ticking() {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <p class="big-time">
      {dateAndTime(now())}
      <small>{withSeconds(now())}</small>
    </p>
  );
}

function Clock() {
  const retry = state.value?.clock.next_retry;
  return (
    <section>
      <h3>{d('now')}</h3>
      <Ticking />
      <p class="drawer-buttons">
        {(Object.keys(STEPS) as (keyof typeof STEPS)[]).map((step) => (
          <button key={step} type="button" class="button" onClick={() => move({ advance_ms: STEPS[step] })}>
            {d(step)}
          </button>
        ))}
        <button type="button" class="button" onClick={() => move({ to: 'morning', as: as.value })}>
          {d('morning')}
        </button>
        <button
          type="button"
          class="button"
          disabled={retry === undefined}
          onClick={() => move({ to: 'retry', as: as.value })}
        >
          {d('retry')}
        </button>
      </p>
      <p class="hint">{retry === undefined ? d('no_retry') : d('retry_at', { at: withSeconds(retry) })}</p>
    </section>
  );
}

function BotSwitch() {
  const bot = state.value?.bot ?? 'elsewhere';
  const running = bot === 'running';
  return (
    <section>
      <h3>{d('bot_state')}</h3>
      <p class="drawer-buttons">
        <span class={`bot-state bot-${bot}`}>{d(bot)}</span>
        {bot !== 'elsewhere' && (
          <button
            type="button"
            class="button"
            disabled={bot === 'starting'}
            onClick={() => void api.runBot(!running).catch(complain)}
          >
            {d(running ? 'stop' : 'start')}
          </button>
        )}
      </p>
    </section>
  );
}

function Save() {
  return (
    <section>
      <h3>{d('transcript')}</h3>
      <p class="drawer-buttons">
        <a class="button" href="/sandbox/api/transcript" download="conversation.yml">
          {d('save')}
        </a>
      </p>
      <p class="hint">{d('save_about')}</p>
    </section>
  );
}

export function TimePanel() {
  return (
    <div class="time-panel">
      <Clock />
      <BotSwitch />
      <Save />
    </div>
  );
}
