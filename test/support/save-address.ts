import { setTimeout as pause } from 'node:timers/promises';
import type { Sandbox } from '../../sandbox/platform/index.ts';

/** Saves the request address, on the real clock: Feishu waits a second for its check; on a busy machine it is saved again. */
export async function saveAddress(sandbox: Sandbox, url: string, tries = 20): Promise<void> {
  try {
    await sandbox.connect(url);
  } catch (error) {
    if (tries === 1) throw error;
    await pause(500);
    await saveAddress(sandbox, url, tries - 1);
  }
}
