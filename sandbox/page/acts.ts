import type { z } from 'zod';
import type { Instance, Sandbox } from '../platform/index.ts';
import type { bodies } from './bodies.ts';
import type { ClickAnswer, Decision } from './protocol.ts';

type Body<Name extends keyof typeof bodies> = z.infer<(typeof bodies)[Name]>;

/** A person sends what the composer holds. Resolves when it stands in the chat, not when the bot has it. */
export async function sayFromPage(body: Body<'say'>, sandbox: Sandbox): Promise<{ message_id: string }> {
  const { as, chat, text, replyTo, attachment } = body;
  const { message_id, delivered } = await sandbox.say({
    from: as,
    chat: chat.startsWith('direct:') ? 'direct' : chat,
    ...(attachment === undefined && { text: text ?? '' }),
    ...(attachment && { attachment: { ...attachment, data: Buffer.from(attachment.data, 'base64') } }),
    ...(replyTo !== undefined && { replyTo }),
  });
  void delivered.catch(() => undefined);
  return { message_id };
}

/** A person clicks in a card; the answer is what the client shows of it. The card itself changes through the stream. */
export async function clickFromPage(body: Body<'click'>, sandbox: Sandbox): Promise<ClickAnswer> {
  const { as, message_id, path, form, value } = body;
  const { toast, clientCode, problem } = await sandbox.click({
    by: as,
    message_id,
    button: { path },
    ...(form && { form }),
    ...(value !== undefined && { value }),
  });
  return {
    ...(toast && { toast: toast as NonNullable<ClickAnswer['toast']> }),
    ...(clientCode !== undefined && { clientCode }),
    ...(problem !== undefined && { problem }),
  };
}

/** Takes one's own message back. */
export function recallFromPage({ as, message_id }: Body<'recall'>, sandbox: Sandbox): void {
  const message = sandbox.platform.messages.find(message_id);
  if (message?.sender !== sandbox.person(as)) throw new Error('only its sender can recall a message');
  sandbox.recall(message_id);
}

const ACTIONS = { approve: 'APPROVE', reject: 'REJECT' } as const;

/**
 * A person decides on a third-party task: its system is asked, and the page shows what that comes to once it pushes.
 * @throws with what the client shows when it was not taken
 */
export async function decideElsewhere(
  as: string,
  { definition, external, tasks }: Instance,
  decision: Decision,
  comment: string | undefined,
  sandbox: Sandbox,
): Promise<void> {
  const task = tasks.find(({ approver, status }) => approver.handle === as && status === 'PENDING');
  if (!task || !external || decision === 'withdraw') throw new Error('that is done in the other system');
  const { done, shown } = await sandbox.quickApprove({
    by: as,
    approval_code: definition.approval_code,
    instance_id: external.id,
    task_id: task.id,
    action_type: ACTIONS[decision],
    ...(comment && { reason: comment }),
  });
  if (!done) throw new Error(shown);
}
