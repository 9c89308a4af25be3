import { readFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import type { BodyFault } from '../../sandbox/platform/fault.ts';
import { type Drill, openDrill, pause, until } from './processes.ts';
import { answers } from './settle.ts';

/** Some minutes: `npm run drills`. */
const isWanted = process.env.DRILL_SPOILT !== undefined;

/** More than the worker has places when it lends all it can. */
const CROWD = 80;
const MOST_MIB = 300;
const KINDS: BodyFault['kind'][] = ['huge', 'never ends', 'drips', 'stalls'];

const WAYS: [method: string, path: string, says: string][] = [
  ['POST', '/open-apis/im/v1/messages/:id/reply', '/help'],
  ['GET', '/open-apis/approval/v4/instances/:id', '/cc @李四 CODE'],
  ['POST', '/open-apis/approval/v4/instances/cc', '/cc @李四 CODE'],
  ['POST', '/open-apis/approval/v4/instances/query', '/cc @李四'],
  [
    'POST',
    '/open-apis/approval/v4/tasks/query',
    '/cc @李四 https://applink.feishu.cn/client/mini_program/open?instanceId=7418929504369377284',
  ],
  ['POST', '/open-apis/approval/v4/instances/search_cc', '/unread'],
  ['GET', '/open-apis/approval/v4/approvals/:id', '/create 采购'],
];

/** Highest resident memory, MiB. */
function highest(pid: number): number {
  const [, kib = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) / 1024;
}

async function ask({ sandbox }: Drill, from: string, text: string) {
  const { message_id } = await sandbox.say({ from, chat: 'direct', text });
  return { id: message_id };
}

const rounds = WAYS.flatMap(([method, path, says]) => KINDS.map((kind) => ({ kind, method, path, says })));

it.skipIf(!isWanted).each(rounds)(
  `$kind, $method $path, for ${CROWD} people at once: the bot lives, in under ${MOST_MIB} MiB`,
  async ({ kind, method, path, says }) => {
    const drill = await openDrill('bot', { people: CROWD });
    onTestFinished(() => drill.close());
    const pid = drill.pid() ?? 0;
    const code = drill.sandbox.instance('laptops').instance_code;
    const before = highest(pid);
    drill.sandbox.faults.add({ on: 'call', method, path, times: CROWD, body: { kind } });
    for (let n = 0; n < CROWD; n++) await ask(drill, `person-${n}`, says.replace('CODE', code));
    await pause(2_000);
    const began = Date.now();
    const ping = [await ask(drill, 'lisi', '/ping')];
    await until('somebody else is answered', () => answers(drill.sandbox, ping)[0] === 1);
    const waited = Date.now() - began;
    await pause(8_000);
    const most = highest(pid);
    process.stdout.write(
      `${kind}, ${method} ${path}: ${before.toFixed(0)} to ${most.toFixed(0)} MiB, /ping after ${waited} ms\n`,
    );
    expect(most).toBeLessThan(MOST_MIB);
    expect(drill.pid()).toBe(pid);
  },
);
