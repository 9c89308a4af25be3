import { type DestinationStream, type Logger, pino } from 'pino';
import { traceIds } from '../lib/trace.ts';

/**
 * The log: JSON lines, errors by name and message. Nothing that could hold a secret or a form value is ever passed to it;
 * `redact` is the second line of defence.
 */
export function createLogger(
  options: { level: string; pretty: boolean },
  destination?: DestinationStream,
): Logger {
  const settings = {
    level: options.level,
    base: null,
    mixin: traceIds,
    redact: {
      paths: [
        '*.authorization',
        '*.Authorization',
        '*.app_secret',
        '*.token',
        '*.encrypt',
        '*.form',
        '*.headers',
      ],
      censor: '[redacted]',
    },
    serializers: { err: describeError, second: describeError },
  };
  if (destination) return pino(settings, destination);
  if (!options.pretty) return pino(settings);
  return pino({
    ...settings,
    transport: { target: 'pino-pretty', options: { translateTime: 'SYS:HH:MM:ss' } },
  });
}

/** Own fields that are plain values: an error of ours carries codes and ids there, a foreign one nothing we asked for. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack } = error;
  const described = 'describe' in error && typeof error.describe === 'function' ? error.describe() : {};
  return { name, message, ...described, stack };
}
