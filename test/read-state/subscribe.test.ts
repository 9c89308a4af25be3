import { afterEach, expect, it } from 'vitest';
import { type Office, openOffice } from '../support/bot.ts';

const PURCHASE = '7C468A54-8745-2245-9675-08B7C63E7A81';
const LEAVE = '7C468A54-8745-2245-9675-08B7C63E7A82';
let office: Office;
afterEach(() => office.close());

const subscriptions = () =>
  office.sandbox.calls.filter((call) => call.path.endsWith('/subscribe')).map((call) => call.code);

it('subscribes each definition of APPROVAL_CODES at start, and takes "already" for success after a restart', async () => {
  office = await openOffice({ env: { APPROVAL_CODES: `${PURCHASE},${LEAVE}` } });
  await office.wait(1);
  expect(subscriptions()).toEqual([0, 0]);
  await office.restart();
  await office.wait(1);
  expect(subscriptions()).toEqual([0, 0, 1390007, 1390007]);
  expect(office.log.text()).not.toContain('could not be subscribed');
});

it('says which definition could not be subscribed and tries it again within the hour, the others at once', async () => {
  const wrong = PURCHASE.replace('7A81', '7AFF');
  office = await openOffice({ env: { APPROVAL_CODES: `${wrong},${LEAVE}` } });
  await office.wait(1);
  expect(subscriptions()).toEqual([1390002, 0]);
  expect(office.log.text()).toContain(wrong);
  expect(office.log.text()).toContain('approval:definition');
  await office.clock.advance(3_600_000);
  expect(subscriptions()).toEqual([1390002, 0, 1390002]);
});

it('asks for nothing when no definition is named', async () => {
  office = await openOffice();
  await office.wait(1);
  expect(subscriptions()).toEqual([]);
});
