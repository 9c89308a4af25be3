import { existsSync } from 'node:fs';
import path from 'node:path';
import decodeQR from 'qr/decode.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import manifest from '../../app.manifest.json' with { type: 'json' };
import { runInit } from '../../src/cli/init.ts';
import { runManifest } from '../../src/cli/manifest.ts';
import { qrCode } from '../../src/cli/qr-code.ts';
import { openSetup } from '../app/setup.ts';
import { temporaryFolder } from '../support/engines.ts';

const environment = { ...process.env };
const scopes = manifest.scopes.filter(({ optional, setup }) => !optional && !setup).map(({ name }) => name);

/** What has stood on the terminal so far. */
let written: string[] = [];

beforeEach(() => {
  written = [];
  const write = (text: unknown) => written.push(String(text)) > 0;
  vi.spyOn(process.stdout, 'write').mockImplementation(write);
  vi.spyOn(process.stderr, 'write').mockImplementation(write);
});

afterEach(() => {
  vi.restoreAllMocks();
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
});

const next = (ill = 0) => ({ doctor: vi.fn(async () => ill), start: vi.fn(async () => 0) });

describe('init', () => {
  it.each([
    [['--wrong']],
    [['--app-id', 'x']],
    [['--event-mode', 'pigeon']],
    [['--request-url', 'your.host']],
    [['--available', 'zhangsan']],
    [['--contacts', '']],
  ])('%j is not how it is used', async (args) => {
    expect(await runInit(args, next())).toBe(2);
    expect(written.join('')).toMatch(/^Usage: feishu-approval-bot init/);
  });

  it('shows a link, writes the file, looks at all of it with doctor, and says how to start', async () => {
    const { sandbox, world } = await openSetup();
    process.env.FEISHU_BASE_URL = sandbox.url;
    const file = path.join(temporaryFolder(), 'bot.env');
    vi.mocked(process.stdout.write).mockImplementation((text) => {
      written.push(String(text));
      const link = /^http\S+launcher\S+/.exec(String(text))?.[0];
      if (link) sandbox.scan(link, { by: 'zhangsan' });
      return true;
    });
    const then = next();
    expect(await runInit(['--env', file, '--available', 'everyone'], then)).toBe(0);
    expect([then.doctor, then.start].map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
    // What doctor looks at is what was written.
    expect(process.env.FEISHU_APP_SECRET).toBe(world.app.app_secret);
    const text = written.join('');
    expect(text).toContain('feishu-approval-bot start');
    expect(text).not.toContain(world.app.app_secret);
    // Run again it finds all of it done, and says what doctor says.
    expect(await runInit(['--env', file], next(1))).toBe(1);
  });

  it('can be stopped while nobody scans, and leaves nothing', async () => {
    const { sandbox } = await openSetup();
    process.env.FEISHU_BASE_URL = sandbox.url;
    const file = path.join(temporaryFolder(), '.env');
    const others = process.listeners('SIGINT');
    vi.mocked(process.stdout.write).mockImplementation((text) => {
      if (String(text).includes('/launcher'))
        for (const listener of process.listeners('SIGINT'))
          if (!others.includes(listener)) listener('SIGINT');
      return written.push(String(text)) > 0;
    });
    const then = next();
    expect(await runInit(['--env', file], then)).toBe(130);
    expect(written.join('')).toContain('Stopped. ');
    expect([existsSync(file), then.doctor.mock.calls.length]).toEqual([false, 0]);
    expect(process.listeners('SIGINT')).toEqual(others);
  });

  it('prints the steps for the console, with the pages of the app', async () => {
    expect(await runInit(['--manual', '--lark', '--app-id', 'cli_1', '--env', '/no/such/file'], next())).toBe(
      0,
    );
    const text = written.join('');
    for (const { name } of [...manifest.events, ...manifest.callbacks]) expect(text).toContain(name);
    for (const name of scopes) expect(text).toContain(`"${name}"`);
    expect(text).toContain('https://open.larksuite.com/app/cli_1/auth');
  });
});

describe('manifest', () => {
  it('prints the scopes as the console imports them', async () => {
    expect(await runManifest(['--import-json'])).toBe(0);
    expect(JSON.parse(written.join(''))).toEqual({ scopes: { tenant: scopes, user: [] } });
  });

  it('adds what init needs to set the rest up, if that is asked for', async () => {
    expect(await runManifest(['--import-json', '--setup'])).toBe(0);
    const { tenant } = JSON.parse(written.join('')).scopes;
    expect(tenant).toEqual([...scopes, 'application:application:patch']);
  });

  it.each([[[]], [['--import-json', '--all']], [['--import-json', '--setup', 'x']]])(
    'knows no use as %j',
    async (args) => {
      expect(await runManifest(args)).toBe(2);
    },
  );
});

it.each([1, 20, 600, 1_500])('a code of a link of %i more characters says the link', (more) => {
  const link = `https://open.feishu.cn/page/launcher?user_code=ABCD-EFGH&addons=${'x'.repeat(more)}`;
  const { text, columns } = qrCode(link);
  const HALVES: Record<string, [number, number]> = { ' ': [0, 0], '▄': [0, 1], '▀': [1, 0], '█': [1, 1] };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal
  const lines = text.split('\n').map((line) => [...line.replace(/\u001b\[[\d;]*m/g, '')]);
  expect(new Set(lines.map((line) => line.length))).toEqual(new Set([columns]));
  const rows = lines.flatMap((line) => [0, 1].map((half) => line.map((sign) => HALVES[sign]?.[half] ?? 0)));
  const SCALE = 4;
  const [width, height] = [columns * SCALE, rows.length * SCALE];
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const light = rows[Math.floor(y / SCALE)]![Math.floor(x / SCALE)] ? 0 : 255;
      data.set([light, light, light, 255], (y * width + x) * 4);
    }
  expect(decodeQR({ width, height, data })).toBe(link);
});
