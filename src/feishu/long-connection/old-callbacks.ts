import type { Logger } from 'pino';
import { OLD_CALLBACK } from '../events/old-callback.ts';
import type { Inside } from './socket.ts';

/**
 * Card callbacks of the earlier kind come in frames of their own, which the SDK leaves aside without a word: nobody would
 * know why a button does nothing.
 */
export function nameOldCallbacks(inside: Pick<Inside, 'handleEventData'>, log: Pick<Logger, 'warn'>): void {
  const handle = inside.handleEventData.bind(inside);
  inside.handleEventData = (frame) => {
    const isOld = frame.headers.some(({ key, value }) => key === 'type' && value === 'card');
    if (isOld) log.warn(`a click was left aside: ${OLD_CALLBACK}`);
    return handle(frame);
  };
}
