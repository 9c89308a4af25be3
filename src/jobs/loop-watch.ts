/** An event loop that has been held up is known of when it turns again: nothing here runs meanwhile. */
export interface Block {
  ms: number;
  /** How much of it this process spent computing: what was frozen from outside has done nothing. */
  cpuMs: number;
}

/** The machine's own measures, ms, whatever its clock says; a test hands in its own. */
export interface LoopMeter {
  elapsed(): number;
  cpu(): number;
  /** Calls `look` again and again, every `TICK_MS` at most; returns the way to stop. */
  tick(look: () => void): () => void;
}

export const TICK_MS = 250;
/** From here on it is worth a word: whoever asks is answered later by as much. */
const BLOCKED_MS = 1_000;

export const machineMeter: LoopMeter = {
  elapsed: () => performance.now(),
  cpu() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
  tick(look) {
    const timer = setInterval(look, TICK_MS).unref();
    return () => clearInterval(timer);
  },
};

/**
 * Tells of each time that the event loop did not turn for over a second. `look` does so at once where the next tick would
 * be too late to say what ran.
 */
export function watchLoop(meter: LoopMeter, blocked: (block: Block) => void) {
  let [elapsed, cpu] = [meter.elapsed(), meter.cpu()];
  const begin = () => {
    [elapsed, cpu] = [meter.elapsed(), meter.cpu()];
  };
  // What the process computed is asked for by the tick alone and after a block: a system may take a while to say it.
  const look = () => {
    const ms = meter.elapsed() - elapsed - TICK_MS;
    if (ms <= BLOCKED_MS) return;
    const cpuMs = meter.cpu() - cpu;
    begin();
    blocked({ ms, cpuMs });
  };
  const tick = () => {
    look();
    begin();
  };
  return { look, stop: meter.tick(tick) };
}
