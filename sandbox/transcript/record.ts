import type { Act, ClickResult, Platform } from '../platform/index.ts';
import type { Step, Transcript } from './format.ts';
import { shownChats } from './shown.ts';

function refOf(messageId: string, { messages }: Platform): string {
  const message = messages.find(messageId);
  const before = messages.all.filter((one) => one.chat === message?.chat);
  return `${message?.chat.handle}#${message ? before.indexOf(message) + 1 : 0}`;
}

/** What a person saw of the answer to a click, in Chinese. */
export function sawOf({ toast, clientCode }: ClickResult): string | undefined {
  if (clientCode !== undefined) return `code ${clientCode}`;
  return toast?.i18n?.zh_cn ?? toast?.content;
}

function sayStep(
  { from, chat, text, replyTo, attachment }: Extract<Act, { kind: 'say' }>['options'],
  platform: Platform,
) {
  return {
    from,
    chat,
    ...(text !== undefined && { text }),
    ...(replyTo !== undefined && { reply_to: refOf(replyTo, platform) }),
    ...(attachment && { attachment: { ...attachment, data: attachment.data.toString('base64') } }),
  };
}

function clickStep({ options, result }: Extract<Act, { kind: 'click' }>, platform: Platform) {
  const { by, message_id, button, form, value } = options;
  const saw = result && sawOf(result);
  return {
    by,
    message: refOf(message_id, platform),
    button: typeof button === 'string' ? button : [...button.path],
    ...(form && Object.keys(form).length > 0 && { form }),
    ...(value !== undefined && { value }),
    ...(saw !== undefined && { saw }),
  };
}

function doing(act: Act, platform: Platform): Omit<Step, 'at' | 'messages'> {
  switch (act.kind) {
    case 'say':
      return { say: sayStep(act.options, platform) };
    case 'click':
      return { click: clickStep(act, platform) };
    case 'recall':
      return { recall: refOf(act.options.message_id, platform) };
    case 'read':
      return { read: act.options };
    case 'decide':
      return { decide: act.options };
    case 'menu':
      return { menu: act.options };
    case 'enter':
      return { enter: act.options };
    case 'add_bot':
      return { add_bot: act.options };
    case 'push':
      return { push: act.options };
  }
}

/** Everything that people have said and done since the sandbox started, with what the chats show now. */
export function recordTranscript(platform: Platform): Transcript {
  const { acts, messages, started } = platform;
  const steps = acts.map((act, index): Step => {
    const until = acts[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    const count = messages.all.filter((message) => message.create_time < until).length;
    return { at: (act.at - started) / 1000, ...doing(act, platform), messages: count };
  });
  return { transcript: 1, started: new Date(started).toISOString(), steps, shown: shownChats(platform) };
}
