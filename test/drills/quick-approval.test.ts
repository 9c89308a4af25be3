import { expect, it, onTestFinished } from 'vitest';
import { type ReceiverReply, startReceiver } from '../../sandbox/source-system/receiver.ts';
import { openDrill, storages, until } from './processes.ts';

const CONTRACT = '84C18825-A3D2-41D0-891F-E7A2424C5D48';
const API_TOKEN = 'token-of-the-drilled-system';
const callback = { token: 'token-of-the-callback', key: 'key-of-the-callback' };
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

const instance = {
  approval_code: CONTRACT,
  instance_id: 'drilled',
  status: 'PENDING',
  title: 'Drilled',
  user_id: 'a1f3c5d7',
  links: 'https://oa.example.com/drilled',
  start_time: '1767225600000',
  update_time: '1767225600000',
  task_list: [{ task_id: 'drilled-1', user_id: 'b2e4d6f8', title: 'Decide', status: 'PENDING' }],
};

it.each(storages)(
  'kill -9 between the record of a decision and its arrival: it arrives once, under one id (%s)',
  async (storage) => {
    let reply: ReceiverReply = { hold: new Promise(() => undefined) };
    const receiver = await startReceiver({ secret, now: Date.now, reply: () => reply });
    onTestFinished(() => receiver.close());
    const drill = await openDrill('bot', {
      storage,
      env: {
        EXTERNAL_API_TOKENS: `oa=${API_TOKEN}`,
        EXTERNAL_NOTIFY: 'oa=none',
        EXTERNAL_WEBHOOKS: `oa=${receiver.url}`,
        EXTERNAL_WEBHOOK_SECRETS: `oa=${secret}`,
        EXTERNAL_CALLBACK_TOKEN: callback.token,
        EXTERNAL_CALLBACK_KEY: callback.key,
      },
    });
    onTestFinished(() => drill.close());
    const pushed = await fetch(`${drill.url}/external/instances`, {
      method: 'POST',
      headers: { authorization: `Bearer ${API_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(instance),
    });
    expect(pushed.status).toBe(202);
    const acted = drill.sandbox.quickApprove({
      by: 'lisi',
      approval_code: CONTRACT,
      instance_id: 'drilled',
      task_id: 'drilled-1',
      action_type: 'APPROVE',
      callback: { ...callback, url: `${drill.url}/external/callback` },
    });
    await until('the first attempt', () => receiver.attempts.length === 1);
    await drill.kill();
    expect((await acted).shown).toBe('提交失败');
    reply = {};
    await drill.start();
    await until('the decision', () => receiver.received.length === 1);
    expect(new Set(receiver.attempts.map(({ id }) => id)).size).toBe(1);
    expect(receiver.received[0]?.body.data).toMatchObject({ action_type: 'APPROVE', task_id: 'drilled-1' });
  },
);
