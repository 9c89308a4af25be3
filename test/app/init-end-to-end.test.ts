import { expect, it } from 'vitest';
import { startApp } from '../../src/app/app.ts';
import { readConfig } from '../../src/config/config.ts';
import { botClock } from '../support/clock.ts';
import { newDatabase } from '../support/engines.ts';
import { capturedLog } from '../support/log.ts';
import { until } from '../support/until.ts';
import { openSetup } from './setup.ts';

it('init, .env, the bot, a receipt: from an organisation without an app, with one scan', async () => {
  const setup = await openSetup();
  const { sandbox, clock, file, surroundings } = setup;
  expect((await setup.run({ availability: 'everyone' })).ready).toBe(true);
  expect(setup.codes).toHaveLength(1);

  const machine = botClock(clock);
  const database = await newDatabase(machine, 'embedded');
  const settings = { ...surroundings.env, ...file.read(), ...database.env, PORT: '0', HOST: '127.0.0.1' };
  const app = await startApp(readConfig(settings), {
    clock: machine,
    log: capturedLog().log,
    random: () => 0,
    newId: () => 'request',
    openStore: database.open,
  });
  await until(() => sandbox.connections.length > 0);
  const { serial_number } = sandbox.instance('laptops');
  const text = `@${sandbox.world.app.name} /cc @李四 ${serial_number}`;
  const { delivered, message_id } = await sandbox.say({ from: 'zhangsan', chat: 'purchasing', text });
  expect((await delivered).state).toBe('delivered');
  const receipt = () => sandbox.messages('purchasing').find((one) => one.parent_id === message_id);
  await until(async () => {
    await clock.advance(100);
    return receipt() !== undefined;
  });
  expect(receipt()).toMatchObject({ sender: 'bot', msg_type: 'interactive' });
  const copied = sandbox.instance('laptops').timeline.filter(({ type }) => type === 'CC');
  expect(copied.at(-1)).toMatchObject({ by: sandbox.person('zhangsan') });

  const stopping = app.stop();
  await clock.advance(10_001);
  await stopping;
  await database.remove();
});
