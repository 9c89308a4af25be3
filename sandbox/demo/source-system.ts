import { randomBytes } from 'node:crypto';
import type { Sandbox } from '../platform/index.ts';
import { type ReceivedAction, startReceiver } from '../source-system/receiver.ts';
import { pushTo, withTimes } from './push.ts';

const STATES: Record<string, string> = { APPROVE: 'APPROVED', REJECT: 'REJECTED' };
const secretText = () => randomBytes(24).toString('base64url');

interface Pushed {
  readonly instance_id?: unknown;
  readonly task_list?: readonly { task_id: string; status: string }[];
}

/** An instance after a decision about one of its tasks; undefined when that changes nothing. */
function decided(instance: Pushed | undefined, { body: { data } }: ReceivedAction, now: string) {
  const status = STATES[String(data.action_type)];
  if (!instance || !status) return undefined;
  const ended = { status, end_time: now, update_time: now };
  const task_list = (instance.task_list ?? []).map((task) =>
    task.task_id === data.task_id ? { ...task, ...ended } : task,
  );
  return { ...instance, ...ended, task_list };
}

/** The first system of the world, to which what people decide in Feishu is forwarded: it then pushes the new state. */
export async function startSourceSystem(sandbox: Sandbox) {
  const [system] = sandbox.world.systems;
  if (!system) return undefined;
  const { clock, platform } = sandbox;
  const { name, token, pushes } = system;
  const known = new Map(
    pushes.map((body) => [String(body.instance_id), withTimes(body, clock.now()) as Pushed]),
  );
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const callback = { token: secretText(), key: secretText() };
  let botUrl = '';
  const decide = (action: ReceivedAction) => {
    const id = String(action.body.data.instance_id);
    const next = decided(known.get(id), action, String(clock.now()));
    if (!next) return;
    known.set(id, next);
    // The bot first gets its answer.
    setImmediate(() => void pushTo(botUrl, token, next).catch(() => undefined));
  };
  const receiver = await startReceiver({ secret, now: clock.now, taken: decide });
  return {
    /** What the bot needs to know of it. */
    env: {
      EXTERNAL_WEBHOOKS: `${name}=${receiver.url}`,
      EXTERNAL_WEBHOOK_SECRETS: `${name}=${secret}`,
      EXTERNAL_CALLBACK_TOKEN: callback.token,
      EXTERNAL_CALLBACK_KEY: callback.key,
    },
    /** Has Feishu ask this bot when somebody decides. */
    attach(url: string) {
      botUrl = url;
      const codes = pushes.map((body) => body.approval_code);
      const own = platform.externals.definitions.filter(({ realCode }) => codes.includes(realCode));
      for (const { body } of own)
        Object.assign(body.external, {
          action_callback_url: `${url}/external/callback`,
          action_callback_token: callback.token,
          action_callback_key: callback.key,
        });
    },
    close: receiver.close,
  };
}
