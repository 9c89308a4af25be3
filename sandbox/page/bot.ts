import type { BotState } from './protocol.ts';

/** The bot beside the sandbox, as far as the page may act on it. */
export interface BotControl {
  state(): BotState;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Tells the bot how far the sandbox's clock is ahead of the machine's, in milliseconds. */
  follow(offsetMs: number): Promise<void>;
  /** Calls back when the state changes. */
  onChange(listener: () => void): void;
}

/** A bot that somebody else runs: it can be talked to, not started or stopped. */
export const botElsewhere: BotControl = {
  state: () => 'elsewhere',
  start: () => Promise.reject(new Error('the bot was not started by the sandbox')),
  stop: () => Promise.reject(new Error('the bot was not started by the sandbox')),
  follow: () => Promise.resolve(),
  onChange: () => undefined,
};
