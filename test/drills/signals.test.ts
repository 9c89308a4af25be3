import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../../sandbox/demo/free-port.ts';
import { realClock, type Sandbox, startSandbox } from '../../sandbox/platform/index.ts';
import { temporaryFolder } from '../support/engines.ts';
import { saveAddress } from '../support/save-address.ts';
import { exampleWorld } from '../support/world.ts';
import { pause, programs, settings, until } from './processes.ts';

const CC = '/open-apis/approval/v4/instances/cc';

let sandbox: Sandbox;
let dataDir: string;
let children: ChildProcess[];
beforeEach(async () => {
  sandbox = await startSandbox({
    world: exampleWorld(),
    clock: realClock(),
  });
  dataDir = temporaryFolder();
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await sandbox.close();
});

function startBot(env: Record<string, string>) {
  const child = spawn(process.execPath, [programs.bot, 'start'], {
    stdio: 'ignore',
    env: { PATH: process.env.PATH, ...settings(sandbox, dataDir), ...env },
  });
  children.push(child);
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.once('exit', (code, signal) => resolve(signal ?? code)),
  );
  return { child, ended };
}

async function readyBot() {
  const port = await freePort();
  const bot = startBot({ PORT: String(port) });
  const url = `http://127.0.0.1:${port}`;
  const isUp = () =>
    fetch(`${url}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
  while (!(await isUp())) await pause(20);
  await saveAddress(sandbox, `${url}/webhook/event`);
  return bot;
}

const copies = () =>
  sandbox
    .instance('laptops')
    .timeline.filter((entry) => entry.type === 'CC' && entry.by.handle === 'zhangsan').length;
const calls = () => sandbox.calls.filter((call) => call.path === CC).length;

describe('a bot that runs', () => {
  it.each([['SIGTERM'], ['SIGINT']] as const)(
    'and gets %s twice, as npm and process groups send it, finishes what it does and exits with 0',
    async (signal) => {
      const { child, ended } = await readyBot();
      sandbox.faults.add({ on: 'call', path: CC, times: 1, answerDelayMs: 1_000 });
      const { instance_code } = sandbox.instance('laptops');
      await sandbox.say({ from: 'zhangsan', chat: 'direct', text: `/cc @李四 ${instance_code}` });
      await until('the effect', () => copies() === 1);
      child.kill(signal);
      await pause(50);
      child.kill(signal);
      expect(await ended).toBe(0);
      const answers = () =>
        sandbox.messages('direct:zhangsan').filter((message) => message.sender === 'bot').length;
      await readyBot();
      await until('one receipt', () => answers() === 1);
      expect([copies(), calls()]).toEqual([1, 1]);
    },
  );
});

describe('a bot that is told to stop while it starts', () => {
  it('has started and stops again, with 0', async () => {
    const { child, ended } = startBot({ PORT: '0' });
    await until('it has begun', () => existsSync(path.join(dataDir, 'bot.pid')), 1);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('does not wait for a database that says nothing: it is gone soon, with 0', async () => {
    let asked = false;
    const silent = createServer((socket) => {
      asked = true;
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const { child, ended } = startBot({ PORT: '0', DATABASE_URL: `postgres://bot@127.0.0.1:${port}/bot` });
    await until('the database is asked', () => asked);
    const began = performance.now();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(performance.now() - began).toBeLessThan(30_000);
    silent.close();
  });
});
