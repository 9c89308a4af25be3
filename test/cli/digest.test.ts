import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { digestRun } from '../../src/cli/digest.ts';
import { run } from './run.ts';

beforeEach(() => {
  // With a command that it understands, it goes on to the settings, which stop it here.
  vi.stubEnv('FEISHU_EVENT_MODE', 'neither');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

it.each([
  [[]],
  [['--dry-run']],
  [['--user', 'ou_94d750c95b9a3e4f9e75abd3b603b00c']],
  [['--dry-run', '--user', 'ou_a-b_c']],
])('%j is how it is used', async (argv) => {
  const [code, text] = await run(digestRun, ...argv);
  expect([code, text]).toEqual([1, expect.stringContaining('FEISHU_EVENT_MODE')]);
});

it.each([
  [['zhangsan']],
  [['--user']],
  [['--user', 'zhangsan']],
  [['--user', 'ou_']],
  [['--user', '-ou_a']],
  [['--all']],
])('%j is not', async (argv) => {
  const [code, text] = await run(digestRun, ...argv);
  expect([code, text]).toEqual([2, expect.stringContaining('[--dry-run] [--user OPEN_ID]')]);
});
