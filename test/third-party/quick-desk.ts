import { onTestFinished } from 'vitest';
import type { QuickApproveOptions } from '../../sandbox/platform/people/quick-approve.ts';
import { type ReceiverReply, startReceiver } from '../../sandbox/source-system/receiver.ts';
import { START } from '../support/clock.ts';
import { CONTRACT, openDesk } from './desk.ts';

export const TOKEN = 'token-of-the-callback';
export const KEY = 'key-of-the-callback';
export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
export const OLD_SECRET = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;

/** Li Si approves, Zhang San is named by open_id alone. */
export const instance = (more: object = {}, task: object = {}) => ({
  approval_code: CONTRACT,
  instance_id: 'oa-1',
  status: 'PENDING',
  links: { pc_link: 'https://oa.example.com/1' },
  title: '合同',
  user_id: 'a1f3c5d7',
  start_time: '1779239520000',
  update_time: '1779239520001',
  end_time: '0',
  task_list: ['b2e4d6f8', undefined].map((user_id, index) => ({
    task_id: `oa-1-${index + 1}`,
    ...(user_id ? { user_id } : { open_id: 'ou_94d750c95b9a3e4f9e75abd3b603b00c' }),
    links: { pc_link: 'https://oa.example.com/1' },
    status: 'PENDING',
    create_time: '1779239520000',
    end_time: '0',
    update_time: '1779239520001',
    ...task,
  })),
  i18n_resources: [{ locale: 'zh-CN', is_default: true, texts: [] }],
  ...more,
});

interface QuickOptions {
  key?: string | null;
  reply?: () => ReceiverReply;
  env?: Record<string, string>;
  push?: object;
  /** The receiver listens from the start; it can be started later. */
  up?: boolean;
}

/** A bot, the system "oa" behind it with one instance pushed, and people who act in Feishu. */
export async function openQuick({
  key = KEY,
  reply = () => ({}),
  env = {},
  push,
  up = true,
}: QuickOptions = {}) {
  let now = () => START;
  const behaviour = { reply };
  const start = (port?: number) =>
    startReceiver({
      secret: SECRET,
      now: () => now(),
      reply: () => behaviour.reply(),
      ...(port && { port }),
    });
  let receiver = await start();
  const { port, url } = receiver;
  if (!up) await receiver.close();
  const desk = await openDesk({
    EXTERNAL_CALLBACK_TOKEN: TOKEN,
    ...(key && { EXTERNAL_CALLBACK_KEY: key }),
    EXTERNAL_WEBHOOKS: `oa=${url}`,
    EXTERNAL_WEBHOOK_SECRETS: `oa=${SECRET},oa=${OLD_SECRET}`,
    EXTERNAL_NOTIFY: 'oa=none,crm=none',
    ...env,
  });
  onTestFinished(async () => {
    await receiver.close().catch(() => undefined);
    await desk.close();
  });
  now = desk.clock.now;
  await desk.push(push ?? instance());
  await desk.wait(2);
  const callback = () => desk.url().replace('/webhook/event', '/external/callback');
  /** Lets time pass until something is there, at most a minute. */
  const passing = async <T>(work: Promise<T>): Promise<T> => {
    let over = false;
    const done = work.finally(() => {
      over = true;
    });
    for (let n = 0; n < 600 && !over; n++) await desk.clock.advance(100);
    return done;
  };
  return {
    ...desk,
    behaviour,
    callback,
    passing,
    receiver: () => receiver,
    /** Starts the system that was down, at the same address. */
    async startReceiver() {
      receiver = await start(port);
    },
    /** A person acts; what they see. */
    act: (options: Partial<QuickApproveOptions> = {}) =>
      passing(
        desk.sandbox.quickApprove({
          by: 'lisi',
          approval_code: CONTRACT,
          instance_id: 'oa-1',
          task_id: 'oa-1-1',
          action_type: 'APPROVE',
          ...options,
          callback: { url: callback(), token: TOKEN, key: key ?? undefined, ...options.callback },
        }),
      ),
    /** Posts raw bytes to the callback. */
    raw: (body: string) =>
      passing(
        fetch(callback(), { method: 'POST', headers: { 'content-type': 'application/json' }, body }).then(
          async (response) => ({
            status: response.status,
            body: (await response.json()) as { message?: string },
          }),
        ),
      ),
  };
}

export type Quick = Awaited<ReturnType<typeof openQuick>>;
