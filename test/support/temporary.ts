import { accessSync, chmodSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Gives all tests one temporary folder, which workers, bots and browsers inherit, and removes it at the end: also what
 * was killed in the middle of a test leaves nothing behind. Its name is short, as sockets in it have 108 bytes for their path.
 */
export function setup(): () => void {
  const folder = mkdtempSync(path.join(fastest(), 'bot-test-'));
  // Some tests go on as another user.
  chmodSync(folder, 0o711);
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  // Interrupted, Vitest ends without a teardown.
  process.once('exit', remove);
  return () => {
    process.off('exit', remove);
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    remove();
  };
}

/** In memory where the system has a folder for that: no test pulls the plug, and a sync of a disk costs whoever shares it. */
function fastest(): string {
  if (process.env.TMPDIR) return tmpdir();
  try {
    accessSync('/dev/shm', constants.W_OK);
    return '/dev/shm';
  } catch {
    return tmpdir();
  }
}
