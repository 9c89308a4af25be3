import { createServer, type Server } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { freePort } from '../../sandbox/demo/free-port.ts';
import { start } from '../../src/cli/start.ts';
import { temporaryFolder } from '../support/engines.ts';
import { run } from './run.ts';

let other: Server | undefined;
afterEach(() => {
  other?.close();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** A port that another program has. */
async function takenPort(): Promise<string> {
  const server = createServer();
  other = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return String(typeof address === 'object' ? address?.port : '');
}

const NOWHERE = '203.0.113.7';
const taken = (setting: string) =>
  new RegExp(`^Port \\d+ is taken by another program: set ${setting} to a free one`);

it.each<[string, () => Promise<Record<string, string>>, RegExp]>([
  ['PORT is taken', async () => ({ PORT: await takenPort() }), taken('PORT')],
  ['OPS_PORT is taken', async () => ({ OPS_PORT: await takenPort() }), taken('OPS_PORT')],
  ['HOST is elsewhere', async () => ({ HOST: NOWHERE }), /^HOST is not an address of this machine/],
  [
    'OPS_HOST is elsewhere',
    async () => ({ OPS_HOST: NOWHERE }),
    /^OPS_HOST is not an address of this machine/,
  ],
])(
  '%s: the start stops with a sentence that names the setting, and lets go of what it had opened',
  async (_what, broken, sentence) => {
    const PORT = String(await freePort());
    const env = {
      FEISHU_APP_ID: 'cli_0123456789abcdef',
      FEISHU_APP_SECRET: 's3cret',
      // Nobody answers; at 127.0.0.1 it would take the process that runs the tests for a sandbox.
      FEISHU_BASE_URL: `http://127.0.0.2:${await freePort()}`,
      DATA_DIR: temporaryFolder(),
      LOG_LEVEL: 'silent',
      HOST: '127.0.0.1',
      PORT,
      OPS_PORT: '0',
      ...(await broken()),
    };
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const [code, text] = await run(() => start(new Promise(() => undefined)));
    expect([code, text]).toEqual([1, expect.stringMatching(sentence)]);
    await expect(fetch(`http://127.0.0.1:${PORT}/healthz`)).rejects.toThrow();
  },
);
