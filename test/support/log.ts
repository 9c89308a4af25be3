import { createLogger } from '../../src/telemetry/logging.ts';

/** A logger whose lines a test can read. */
export function capturedLog(level = 'debug') {
  const lines: string[] = [];
  const log = createLogger({ level, pretty: false }, { write: (line: string) => void lines.push(line) });
  return { log, lines, text: () => lines.join('') };
}
