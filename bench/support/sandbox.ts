import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { projectRoot } from '../../src/lib/project-root.ts';
import type { Counts, ThreadData } from './sandbox-thread.ts';

interface Address {
  url: string;
  app_id: string;
  app_secret: string;
  encrypt_key: string;
  verification_token: string;
}

/** Starts a sandbox with this many people in a thread of its own. */
export async function sandboxThread(people: number, time: SharedArrayBuffer) {
  const workerData: ThreadData = {
    worldFile: path.join(projectRoot(), 'sandbox/world.yml'),
    people,
    time,
  };
  const thread = new Worker(path.join(projectRoot(), 'dist/bench/support/sandbox-thread.js'), { workerData });
  const [address] = (await once(thread, 'message')) as [Address];
  return {
    address,
    async counts(): Promise<Counts> {
      const answer = once(thread, 'message');
      thread.postMessage('counts');
      return (await answer)[0];
    },
    stop: () => thread.terminate(),
  };
}

export type SandboxThread = Awaited<ReturnType<typeof sandboxThread>>;
