import { describe, expect, it } from 'vitest';
import { botEnvironment } from '../../sandbox/demo/bot-environment.ts';
import { realClock, startSandbox } from '../../sandbox/platform/index.ts';
import { startApp } from '../../src/app/app.ts';
import { readConfig } from '../../src/config/config.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { door } from '../support/door.ts';
import { capturedLog } from '../support/log.ts';
import { hasPostgres, newSchema } from '../support/postgres.ts';
import { saveAddress } from '../support/save-address.ts';
import { until } from '../support/until.ts';
import { exampleWorld } from '../support/world.ts';

type Door = Awaited<ReturnType<typeof door>>;

/** A bot on the real clock with a call under way that is never answered, and its database behind a door. */
async function busyBot() {
  const sandbox = await startSandbox({
    world: exampleWorld(),
    clock: realClock(),
  });
  const schema = await newSchema('server clock');
  const url = new URL(schema.url);
  const gate = await door({ host: url.hostname, port: Number(url.port) });
  url.port = String(gate.port);
  const captured = capturedLog();
  const config = readConfig({ ...botEnvironment(sandbox), PORT: '0', DATABASE_URL: url.href });
  const surroundings = { clock: systemClock, log: captured.log, random: Math.random, newId: () => 'id' };
  const app = await startApp(config, surroundings);
  await saveAddress(sandbox, `http://127.0.0.1:${app.port}/webhook/event`);
  sandbox.faults.add({ on: 'call', path: '/open-apis/im/*', delayMs: 60_000 });
  await sandbox.say({ from: 'zhangsan', chat: 'direct', text: '/ping' });
  await until(() => sandbox.calls.some((call) => call.path.startsWith('/open-apis/im/')), 10_000);
  const close = async () => {
    await sandbox.close();
    await gate.close();
    await schema.drop();
  };
  return { app, gate, log: captured.text, close };
}

describe.skipIf(!hasPostgres).concurrent('a bot that is stopped in the middle of a call', () => {
  const cases: [string, (gate: Door) => void][] = [
    ['does not answer any more', (gate) => gate.freeze()],
    ['is gone', (gate) => gate.shut()],
  ];
  it.concurrent.each(cases)(
    'while its database %s stops within 10 s, and says what is left to the lease',
    async (_name, breakDown) => {
      const { app, gate, log, close } = await busyBot();
      breakDown(gate);
      const began = performance.now();
      await app.stop();
      expect(performance.now() - began).toBeLessThan(25_000);
      expect(log()).toContain('jobs are not handed back');
      await close();
    },
    60_000,
  );
});
