import { createHmac } from 'node:crypto';

/**
 * The headers of a webhook: whoever knows a secret can tell that the body is ours, and a repetition by its id.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signed(
  body: string,
  { id, at, secrets }: { id: string; at: number; secrets: readonly string[] },
): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const signature = (secret: string) =>
    createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
      .update(`${id}.${timestamp}.${body}`)
      .digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => `v1,${signature(secret)}`).join(' '),
  };
}
