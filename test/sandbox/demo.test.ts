import { expect, it } from 'vitest';
import { aboutIt, whyNothing } from '../../sandbox/demo/calls.ts';
import type { CallLog, Delivery } from '../../sandbox/platform/index.ts';

const call = (path: string, code = 0, body: unknown = {}): CallLog => ({
  ...{ at: 0, method: 'POST', path, query: {}, body, headers: {}, log_id: 'l', answered: true },
  ...{ status: code === 0 ? 200 : 400, code },
});
const delivery = (part: Partial<Delivery>): Delivery => ({
  ...{ id: '1', event_type: 'im.message.receive_v1', payload: {}, attempts: [], state: 'delivered' },
  ...part,
});

it('tells the calls about a message from those of a start', () => {
  const calls = [call('/auth'), call('/approvals/A/subscribe'), call('/instances/cc', 0, { code: 'I1' })];
  expect(aboutIt([...calls, call('/messages/om_1/reply')], ['om_1', 'I1']).map(({ path }) => path)).toEqual([
    '/instances/cc',
    '/messages/om_1/reply',
  ]);
});

it.each<[string, Partial<Delivery>, CallLog[], string]>([
  [
    'did not get it',
    { state: 'given up', attempts: [{ at: 0, ms: 1, error: 'refused' }] },
    [],
    'did not reach the bot: refused',
  ],
  [
    'answered badly',
    { state: 'waiting', attempts: [{ at: 0, ms: 1, status: 500, answer: '' }] },
    [],
    'HTTP 500',
  ],
  ['is not subscribed', { state: 'not sent' }, [], 'not subscribed'],
  ['was refused', {}, [call('/instances/cc', 1390001)], 'POST /instances/cc   400, code 1390001'],
  ['says nothing', {}, [call('/auth')], 'has said nothing so far'],
])('says why there is no receipt when the bot %s', (_what, part, calls, words) => {
  expect(whyNothing(delivery(part), calls)).toContain(words);
});
