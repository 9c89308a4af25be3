import type { Platform } from '../platform/index.ts';
import { shownMessage } from '../platform/index.ts';
import { renderCard } from '../terminal/render-card.ts';

type Message = Platform['messages']['all'][number];

/** A message as it is read in Chinese, below the name of its sender. */
function lineOf(message: Message, platform: Platform): string {
  const { sender, msg_type, content, mentions, recalled } = shownMessage(message, platform);
  const { world, directory } = platform;
  const name = sender === 'bot' ? world.app.name : directory.person(sender).name;
  if (recalled) return `${name} (recalled)`;
  const nameOf = (id: string) => directory.find('open_id', id)?.name ?? id;
  if (msg_type === 'interactive') return `${name}:\n${renderCard(content, 'zh_cn', nameOf)}`;
  if (msg_type !== 'text')
    return `${name}: [${msg_type}] ${String(content.file_name ?? content.title ?? '')}`.trimEnd();
  const text = mentions.reduceRight(
    (shown, { key, name: who }) => shown.replaceAll(key, `@${who}`),
    String(content.text),
  );
  return `${name}: ${text}`;
}

/** Every chat in which something was said, as lines. */
export function shownChats(platform: Platform): Record<string, string[]> {
  const chats: Record<string, string[]> = {};
  for (const message of platform.messages.all) {
    const lines = chats[message.chat.handle] ?? [];
    chats[message.chat.handle] = [...lines, lineOf(message, platform)];
  }
  return chats;
}
