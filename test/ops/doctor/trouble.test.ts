import { afterEach, describe, expect, it } from 'vitest';
import type { World } from '../../../sandbox/platform/index.ts';
import { DAY_MS, HOUR_MS } from '../../../src/lib/clock.ts';
import { type Office, openOffice } from '../../support/bot.ts';
import { PURCHASE } from './clinic.ts';

let office: Office;
afterEach(() => office.close());

const admin = 'ou_be244a71f1fe75240e0a06d455fe822d';
const adminHandle = () => office.sandbox.world.people.find(({ open_id }) => open_id === admin)?.handle;
const told = () =>
  office.heard(`direct:${adminHandle()}`).filter((text) => text.includes('有设置影响了同事使用'));

const scopeless = ({ app }: World) => {
  app.scopes = app.scopes.filter((scope) => scope !== 'approval:approval.list:readonly');
};

it('administrators hear once a day of a scope that somebody was failed by, with the page', async () => {
  office = await openOffice({ change: scopeless });
  await office.say('zhangsan', '/unread');
  await office.say('lisi', '/unread');
  await office.wait(60);
  expect(told()).toEqual([expect.stringMatching(/approval:approval\.list:readonly(?:.|\n)*开发者后台/)]);
  await office.pass(DAY_MS);
  await office.say('zhangsan', '/unread');
  await office.wait(60);
  expect(told()).toHaveLength(2);
});

it('a restart does not tell it again', async () => {
  office = await openOffice({ change: scopeless });
  await office.say('zhangsan', '/unread');
  await office.wait(60);
  await office.restart();
  await office.say('lisi', '/unread');
  await office.wait(60);
  expect(told()).toHaveLength(1);
});

it('they hear of somebody outside of the availability range', async () => {
  office = await openOffice({
    change({ people }) {
      for (const person of people) if (person.handle === 'zhangsan') person.available = false;
    },
  });
  await office.say('zhangsan', '@审批助手 /unread', { chat: 'purchasing' });
  await office.wait(60);
  expect(told()).toContainEqual(expect.stringContaining('可用范围'));
});

it('nobody is told where no administrator is named, nor of what is optional', async () => {
  office = await openOffice({ change: scopeless, env: { ADMIN_OPEN_IDS: '' } });
  await office.say('zhangsan', '/unread');
  await office.wait(60);
  expect(told()).toEqual([]);
});

it('the log has a summary at start and every day, with what is to be mended', async () => {
  office = await openOffice({
    surroundings: { checkup: true, machine: { nodeVersion: 'v18.0.0' } },
    env: { APPROVAL_CODES: '7C468A54-8745-2245-9675-08B7C63E7AFF' },
  });
  await office.wait(60);
  const summaries = () => office.log.lines.filter((line) => line.includes('doctor has found'));
  expect(summaries()).toEqual([expect.stringMatching(/"level":50.*Node\.js: this is v18\.0\.0/)]);
  await office.pass(DAY_MS);
  expect(summaries()).toHaveLength(2);
});

it('they hear within the hour of an event that is not subscribed, when none follows what the bot did itself', async () => {
  office = await openOffice({
    surroundings: { checkup: true },
    env: { APPROVAL_CODES: PURCHASE },
  });
  await office.wait(60);
  // Switched off in the console after the look of the day.
  const { app } = office.sandbox.world;
  app.console.events = ['im.message.receive_v1'];
  Object.assign(office.sandbox.platform.application.versions[0]?.config ?? {}, {
    events: app.console.events,
  });
  const { serial_number } = office.sandbox.instance('laptops');
  await office.pass(HOUR_MS);
  expect(told()).toEqual([]);
  await office.say('zhangsan', `/cc @李四 ${serial_number}`);
  await office.pass(HOUR_MS);
  expect(told()).toContainEqual(expect.stringContaining('approval_cc'));
  const cards = told().length;
  await office.say('zhangsan', `/cc @王五 ${serial_number}`);
  await office.pass(2 * HOUR_MS);
  expect(told()).toHaveLength(cards);
});

describe.runIf(process.env.OFFICE_ENGINE === 'postgres')('two replicas', () => {
  it('that both meet what fails people tell of it once', async () => {
    office = await openOffice({ change: scopeless });
    const addresses = [office.url(), await office.replica()];
    const met = async (address: string) => {
      const metrics = await (await fetch(new URL('/metrics', address))).text();
      return metrics.split('\n').some((line) => /search_cc|unread/.test(line) && line.includes('99991672'));
    };
    for (let n = 0; n < 30; n++) {
      await office.say('zhangsan', '/unread');
      await office.say('lisi', '/unread');
      await office.wait(5);
      if ((await Promise.all(addresses.map(met))).every(Boolean)) break;
    }
    expect(await Promise.all(addresses.map(met))).toEqual([true, true]);
    await office.wait(60);
    expect(told()).toHaveLength(1);
  });
});
