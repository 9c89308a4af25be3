import type { Sandbox, SealedRequest } from '../sandbox/platform/index.ts';

let made = 0;

/** A sealed message event of about 1.5 KB: somebody is mentioned, so it is kept and looked at, and it asks for nothing. */
export function sealedEvent(sandbox: Sandbox): SealedRequest {
  const person = sandbox.person('zhangsan');
  const id = `${Date.now().toString(36)}${(made++).toString(36)}`;
  const text = `@_user_1 ${'把方案再过一遍，下午同步结论。'.repeat(9)}${id}`;
  return sandbox.seal({
    schema: '2.0',
    header: {
      event_id: `event_${id}`,
      event_type: 'im.message.receive_v1',
      create_time: String(Date.now()),
      token: sandbox.app.verification_token,
      app_id: sandbox.app.app_id,
      tenant_key: sandbox.world.tenant_key,
    },
    event: {
      sender: {
        sender_id: { open_id: person.open_id },
        sender_type: 'user',
        tenant_key: sandbox.world.tenant_key,
      },
      message: {
        message_id: `om_${id}`,
        create_time: String(Date.now()),
        chat_id: sandbox.chat('purchasing').chat_id,
        chat_type: 'group',
        message_type: 'text',
        content: JSON.stringify({ text }),
        mentions: [
          {
            key: '@_user_1',
            id: { open_id: sandbox.person('lisi').open_id },
            name: '李四',
            tenant_key: sandbox.world.tenant_key,
          },
        ],
      },
    },
  });
}
