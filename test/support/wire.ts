import { encrypt, signature } from '../../sandbox/platform/seal.ts';
import type { Office } from './bot.ts';

type Sandbox = Office['sandbox'];

const iv = Buffer.alloc(16, 7);

/** Sends any text as a delivery of Feishu's, encrypted and signed, once; resolves with the status of the answer. */
export async function deliverText(office: Pick<Office, 'sandbox' | 'clock' | 'url'>, text: string) {
  const key = office.sandbox.app.encrypt_key;
  const body = JSON.stringify({ encrypt: encrypt(text, key, iv) });
  const at = String(Math.floor(office.clock.now() / 1_000));
  const headers = {
    'content-type': 'application/json',
    // On a busy machine a kept connection is closed, for it was quiet, just when it is used again.
    connection: 'close',
    'x-lark-request-timestamp': at,
    'x-lark-request-nonce': 'n',
    'x-lark-signature': signature(at, 'n', key, body),
  };
  return (await fetch(office.url(), { method: 'POST', body, headers })).status;
}

/** An event of the second generation. */
export const secondGeneration = ({ app, world }: Sandbox, id: string, type: string, event: object) => ({
  schema: '2.0',
  header: {
    event_id: id,
    event_type: type,
    token: app.verification_token,
    create_time: '1780000000000',
    tenant_key: world.tenant_key,
    app_id: app.app_id,
  },
  event,
});

/** An event of the first generation. */
export const firstGeneration = ({ app, world }: Sandbox, id: string, type: string, event: object) => ({
  ts: '1780000000.1234567',
  uuid: id,
  token: app.verification_token,
  type: 'event_callback',
  event: { app_id: app.app_id, tenant_key: world.tenant_key, type, ...event },
});

/** A message of 张三 in the direct chat with the bot. */
export const directMessage = (sandbox: Sandbox, at: number, message: object) =>
  secondGeneration(sandbox, 'event of a message', 'im.message.receive_v1', {
    sender: {
      sender_id: { open_id: sandbox.person('zhangsan').open_id },
      sender_type: 'user',
      tenant_key: sandbox.world.tenant_key,
    },
    message: {
      message_id: 'om_message',
      create_time: String(at),
      chat_id: sandbox.directChat('zhangsan').chat_id,
      chat_type: 'p2p',
      message_type: 'text',
      content: '{"text":"x"}',
      ...message,
    },
  });
