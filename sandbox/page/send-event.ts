import type { z } from 'zod';
import type { Callback, Sandbox } from '../platform/index.ts';
import type { bodies } from './bodies.ts';
import type { Traffic } from './traffic.ts';

type Custom = z.infer<(typeof bodies)['event']>;

const CALLBACK = 'card.action.trigger';
const WRONG_KEY = 'not the key of this app';

function sealing(signature: Custom['signature']) {
  if (signature === 'wrong') return { encryptKey: WRONG_KEY };
  return signature === 'missing' ? { signed: false } : {};
}

async function asCallback(payload: object, signature: Custom['signature'], sandbox: Sandbox): Promise<void> {
  const { platform } = sandbox;
  const { header, event } = payload as {
    header?: { event_id?: string };
    event?: { operator?: { open_id?: string }; context?: { open_message_id?: string } };
  };
  const callback: Callback = {
    id: header?.event_id ?? '',
    by: platform.directory.find('open_id', event?.operator?.open_id ?? '')?.handle ?? '',
    message_id: event?.context?.open_message_id ?? '',
    at: platform.clock.now(),
    payload,
  };
  await sandbox.sendCallback(callback, sandbox.seal(payload, sealing(signature)));
}

/** Sends a payload as it is: as a callback, once, or as an event, until it is acknowledged. */
export function sendCustom({ payload, signature }: Custom, sandbox: Sandbox): void {
  const type = (payload as { header?: { event_type?: string } }).header?.event_type;
  const sent =
    type === CALLBACK
      ? asCallback(payload, signature, sandbox)
      : sandbox.deliver(payload, sealing(signature));
  void sent.catch(() => undefined);
}

/** Sends an event or callback once more, with the same ids. */
export function resend(id: string, traffic: Traffic, sandbox: Sandbox): void {
  const { kind, item } = traffic.entry(id);
  if (kind === 'call') throw new Error('a call comes from the bot: it can not be sent again from here');
  sendCustom({ payload: item.payload as Custom['payload'], signature: 'valid' }, sandbox);
}
