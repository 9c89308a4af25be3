import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from 'pino';
import type { Envelope } from '../feishu/events/envelope.ts';
import { masked } from '../feishu/events/mask.ts';

/** More would fill a disk that nobody looks at. */
const MOST = 1_000;

/** The prefix that tells what an id is of, and as many characters. */
function pseudonyms(salt: string): (id: string) => string {
  return (id) => {
    const [, prefix = ''] = /^([a-z]{2,3}_)/.exec(id) ?? [];
    const hash = createHash('sha256')
      .update(salt + id)
      .digest('hex');
    return prefix + hash.slice(0, Math.max(8, Math.min(32, id.length - prefix.length)));
  };
}

/**
 * Writes each event that comes to a file of its own in this folder, as `replay` reads it: without secrets and people. One
 * person has the same pseudonym within a run, and another one in the next.
 */
export function recorder(folder: string, log: Pick<Logger, 'warn'>): (event: Envelope) => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pseudonym = pseudonyms(randomBytes(16).toString('hex'));
  let count = 0;
  return ({ type, id, event, createdAt }) => {
    if (count >= MOST) return;
    count += 1;
    const header = { event_id: id, event_type: type, ...(createdAt && { create_time: String(createdAt) }) };
    const content = { schema: '2.0', header, event: masked(event, pseudonym) };
    const name = `${String(count).padStart(4, '0')}-${type.replace(/[^\w.]/g, '').slice(0, 80)}.json`;
    try {
      writeFileSync(path.join(folder, name), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
    } catch (err) {
      log.warn({ err }, 'an event could not be written into the folder of --record');
    }
  };
}
