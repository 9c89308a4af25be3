import type { EventMode } from './bot-environment.ts';

export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly mode: EventMode;
}

const DEFAULT_PORT = '4000';
export const LOOPBACK = '127.0.0.1';
const HIGHEST_PORT = 65_535;

const isMode = (wanted: string): wanted is EventMode => wanted === 'webhook' || wanted === 'websocket';

/**
 * The settings of `feishu-approval-bot sandbox`, or in one sentence what is wrong with them. Unlike the bot on its own, it shows the webhook
 * unless told otherwise: that path has more to show.
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings | { problem: string } {
  const port = env.SANDBOX_PORT || DEFAULT_PORT;
  const host = env.SANDBOX_HOST || LOOPBACK;
  const mode = env.FEISHU_EVENT_MODE || 'webhook';
  if (!/^\d+$/.test(port) || Number(port) > HIGHEST_PORT)
    return {
      problem: `SANDBOX_PORT is ${port}: it must be a port, a number from 0 (any free one) to ${HIGHEST_PORT}.`,
    };
  if (!isMode(mode)) return { problem: `FEISHU_EVENT_MODE is ${mode}: it must be webhook or websocket.` };
  return { port: Number(port), host, mode };
}

/** What to do about a port or host that can't be had, in one sentence; undefined for any other error. */
export function listenProblem({ code }: NodeJS.ErrnoException, { port, host }: Settings): string | undefined {
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken: set SANDBOX_PORT to another, such as ${port < HIGHEST_PORT ? port + 1 : DEFAULT_PORT}, or to 0 for any free one.`;
  if (code === 'EACCES')
    return `Port ${port} may not be used by this user: set SANDBOX_PORT to one above 1023.`;
  if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL')
    return `SANDBOX_HOST is ${host}: it must be an address of this machine.`;
  return undefined;
}
