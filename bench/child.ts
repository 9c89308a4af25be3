import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { botEnvironment } from '../sandbox/demo/bot-environment.ts';
import { freePort } from '../sandbox/demo/free-port.ts';
import type { Sandbox } from '../sandbox/platform/index.ts';

export interface Child {
  url: string;
  /** From the start of the process to its first answer, ms. */
  readyMs: number;
  /** Resident memory now and at its highest, MiB; undefined where the system does not tell. */
  memory(): { now: number; peak: number } | undefined;
  stop(): Promise<void>;
}

/** Starts a server in a process of its own, optionally under another program such as strace, and waits for its answer. */
export async function startChild(script: string, sandbox: Sandbox, wrapper: string[] = []): Promise<Child> {
  const port = await freePort();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'approval-bench-'));
  const began = performance.now();
  const [command, ...args] = [...wrapper, process.execPath, script, 'start'];
  const child = spawn(command ?? '', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      ...botEnvironment(sandbox),
      PORT: String(port),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
    },
  });
  const url = `http://127.0.0.1:${port}`;
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  child.once('error', remove);
  while (!(await fetch(`${url}/healthz`).catch(() => undefined))) {
    if (child.exitCode !== null || child.signalCode !== null) {
      remove();
      throw new Error(`${script} ended before it answered`);
    }
    await new Promise((go) => setTimeout(go, 2));
  }
  return {
    url,
    readyMs: performance.now() - began,
    memory: () => memoryOf(child.pid),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      // strace keeps a signal to itself: it ends when what it started does.
      if (wrapper.length > 0) process.kill(onlyChildOf(child.pid), 'SIGTERM');
      else child.kill('SIGTERM');
      await ended;
      remove();
    },
  };
}

const onlyChildOf = (pid: number | undefined) =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim());

function memoryOf(pid: number | undefined): { now: number; peak: number } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const mib = (field: string) =>
      Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / 1_024);
    return { now: mib('VmRSS'), peak: mib('VmHWM') };
  } catch {
    return undefined;
  }
}
