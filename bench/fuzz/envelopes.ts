import { createCipheriv, createHash } from 'node:crypto';
import type { MessageEvent } from '../../src/feishu/events/message.ts';

export const KEY = 'key';
export const TOKEN = 'token';
const NOW = 1_780_000_000_000;

type Message = MessageEvent['message'];

/** A message event in the direct chat. */
export const messageEvent = (message: Partial<Message>) => ({
  sender: { sender_id: { open_id: 'ou_me' }, sender_type: 'user', tenant_key: 't' },
  message: {
    message_id: 'om_1',
    create_time: String(NOW),
    chat_id: 'oc_1',
    chat_type: 'p2p',
    message_type: 'text',
    content: '',
    ...message,
  },
});

/** The body and headers of a delivery, encrypted and signed. */
export function sealed(event: object) {
  const header = {
    event_id: 'e',
    event_type: 'im.message.receive_v1',
    token: TOKEN,
    create_time: String(NOW),
  };
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(KEY).digest(), Buffer.alloc(16));
  const plain = JSON.stringify({ schema: '2.0', header, event });
  const bytes = Buffer.concat([Buffer.alloc(16), cipher.update(plain, 'utf8'), cipher.final()]);
  const body = JSON.stringify({ encrypt: bytes.toString('base64') });
  const signed = { timestamp: String(NOW / 1_000), nonce: 'n' };
  const signature = createHash('sha256')
    .update(signed.timestamp + signed.nonce + KEY + body)
    .digest('hex');
  return { raw: Buffer.from(body), signed: { ...signed, signature } };
}
