import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Clock } from '../../src/clock.ts';
import type { Db } from '../../src/store/db.ts';
import { openStore } from '../../src/store/open.ts';

export interface OpenEngine {
  db: Db;
  /** Closes the database and opens it again, as a restart does. */
  reopen(): Promise<Db>;
  remove(): Promise<void>;
}

/** The engines that the contract suites run on. */
export const engines: { name: string; open(clock: Clock): Promise<OpenEngine> }[] = [
  {
    name: 'embedded',
    async open(clock) {
      const dataDir = temporaryFolder();
      const engine: OpenEngine = {
        db: await openStore({ dataDir, clock }),
        async reopen() {
          await engine.db.close();
          engine.db = await openStore({ dataDir, clock });
          return engine.db;
        },
        async remove() {
          // A test may have left the database closed on purpose.
          await engine.db.close().catch(() => undefined);
          rmSync(dataDir, { recursive: true });
        },
      };
      return engine;
    },
  },
];

export const temporaryFolder = () => mkdtempSync(path.join(tmpdir(), 'approval-bot-'));
