import type { Sandbox } from '../../../sandbox/platform/index.ts';

export const plain = (content: string, i18n?: Record<string, string>) => ({
  tag: 'plain_text',
  content,
  ...(i18n && { i18n_content: i18n }),
});

export const button = (text: string, more: object = {}) => ({
  tag: 'button',
  text: plain(text),
  behaviors: [{ type: 'callback', value: { act: text } }],
  ...more,
});

export const card = (elements: object[], more: object = {}) => ({
  schema: '2.0',
  config: { update_multi: true },
  body: { elements },
  ...more,
});

/** Sends a card into the group, as a bot does: through the API. */
export async function sendCard(sandbox: Sandbox, shown: object, chat = 'purchasing'): Promise<string> {
  const post = async (path: string, body: object, token?: string) => {
    const headers = {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const answer = await fetch(`${sandbox.url}/open-apis${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return (await answer.json()) as {
      tenant_access_token: string;
      msg: string;
      data?: { message_id: string };
    };
  };
  const { app_id, app_secret } = sandbox.app;
  const { tenant_access_token } = await post('/auth/v3/tenant_access_token/internal', { app_id, app_secret });
  const receive_id = sandbox.chat(chat).chat_id;
  const message = { receive_id, msg_type: 'interactive', content: JSON.stringify(shown) };
  const sent = await post('/im/v1/messages?receive_id_type=chat_id', message, tenant_access_token);
  if (!sent.data) throw new Error(sent.msg);
  return sent.data.message_id;
}
