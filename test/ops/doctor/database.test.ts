import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databaseChecks } from '../../../src/ops/doctor/checks/database.ts';
import { type Facts, factsOf } from '../../../src/ops/doctor/facts.ts';
import { voice } from '../../../src/ops/doctor/finding.ts';
import type { Patient } from '../../../src/ops/doctor/patient.ts';
import { sharesBackend } from '../../../src/store/postgres/shares-backend.ts';
import { START } from '../../support/clock.ts';
import { engines } from '../../support/engines.ts';

const healthy: Facts = {
  database: { engine: 'PostgreSQL', version: '15.4', schema: 19, known: 19, mayCreate: true },
  sharesBackend: false,
  apps: [],
  subscribed: [],
  tally: [],
};

/** What a check of the database says to these facts. */
async function says(name: string, facts: Facts) {
  const check = databaseChecks.find((one) => one.name === name);
  const [finding] = (await check?.look({ facts: async () => facts } as Patient, voice(name, {}))) ?? [];
  return `${finding?.state} ${finding?.says} ${finding?.mend}`;
}

describe.each(engines)('of $name', ({ open }) => {
  it('the version, the tables and the rights are known', async () => {
    const opened = await open();
    onTestFinished(opened.remove);
    const { database } = await factsOf(opened.db, 'cli_1', START);
    expect(database.version).toMatch(/^\d+\.\d+/);
    expect(database.schema).toBe(database.known);
    expect(database.mayCreate).toBe(true);
  });
});

it('a user who may not create tables, an old server and a pooler are named', async () => {
  const { database } = healthy;
  expect(await says('database rights', { ...healthy, database: { ...database, mayCreate: false } })).toMatch(
    /^fails .*GRANT USAGE, CREATE/,
  );
  expect(await says('database version', { ...healthy, database: { ...database, version: '11.22' } })).toMatch(
    /^fails PostgreSQL 11\.22/,
  );
  expect(await says('database pooler', { ...healthy, sharesBackend: true })).toMatch(
    /^fails .*pool_mode=session/,
  );
  for (const { name } of databaseChecks.filter(({ name }) => /version|rights|pooler/.test(name)))
    expect(await says(name, healthy)).toMatch(/^ok/);
});

const message = (type: string, content: Buffer) => {
  const size = Buffer.alloc(4);
  size.writeInt32BE(content.length + 4);
  return Buffer.concat([Buffer.from(type), size, content]);
};
const int16 = (n: number) => Buffer.from([n >> 8, n & 255]);
const READY = message('Z', Buffer.from('I'));

/** One row with one number, as PostgreSQL's protocol has it. */
function row(pid: string): Buffer {
  const description = Buffer.concat([
    int16(1),
    Buffer.from('pid\0'),
    Buffer.alloc(6),
    Buffer.from([0, 0, 0, 23]),
    int16(4),
    Buffer.alloc(6),
  ]);
  const size = Buffer.alloc(4);
  size.writeInt32BE(pid.length);
  return Buffer.concat([
    message('T', description),
    message('D', Buffer.concat([int16(1), size, Buffer.from(pid)])),
    message('C', Buffer.from('SELECT 1\0')),
    READY,
  ]);
}

/** As much of a server as is asked for its process; `pidOf` says which serves a connection. */
async function server(pidOf: (connection: number) => number): Promise<string> {
  let count = 0;
  const serve = (socket: Socket) => {
    const pid = pidOf(count++);
    let greeted = false;
    socket.on('data', (data) => {
      const ok = greeted ? row(String(pid)) : Buffer.concat([message('R', Buffer.alloc(4)), READY]);
      const done = Buffer.concat([message('C', Buffer.from('BEGIN\0')), READY]);
      if (data[0] === 'X'.charCodeAt(0)) return void socket.end();
      socket.write(greeted && !data.includes('pg_backend_pid') ? done : ok);
      greeted = true;
    });
  };
  const listening = createServer(serve);
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void listening.close());
  return `postgres://bot@127.0.0.1:${(listening.address() as AddressInfo).port}/bot`;
}

it('two connections that one process serves in turn are told from two of their own', async () => {
  expect(await sharesBackend(await server(() => 4242))).toBe(true);
  expect(await sharesBackend(await server((connection) => 4242 + connection))).toBe(false);
});
