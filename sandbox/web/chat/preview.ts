import { parseInline } from '../../markdown/inline.ts';
import { plainText } from '../../markdown/nodes.ts';
import type { PageMessage } from '../../page/protocol.ts';
import { language, nameOf, t } from '../store.ts';
import { inLanguage } from '../texts.ts';

interface TextPart {
  content?: string;
  i18n_content?: Record<string, string>;
}

const LINK = /\[([^\]\n]*)\]\((?:https?|mailto):[^\s)]+\)/g;

/** The text with names in the place of keys such as `@_user_1`, and of links what is shown of them. */
export function withNames({ content, mentions }: PageMessage): string {
  const text = String(content.text ?? '')
    .replace(LINK, '$1')
    .replaceAll('@_all', `@${t('everyone')}`);
  return mentions.reduceRight((shown, { key, name }) => shown.replaceAll(key, `@${name}`), text);
}

function cardLine(card: Record<string, unknown>): string {
  const { header, config } = card as { header?: { title?: TextPart }; config?: { summary?: TextPart } };
  const text = config?.summary ?? header?.title;
  if (text === undefined) return t('card');
  return plainText(
    parseInline(inLanguage({ zh_cn: text.content ?? '', ...text.i18n_content }, language.value)),
  );
}

/** A message in one line, for the list of chats and for quotes. */
export function previewOf(message: PageMessage): string {
  if (message.recalled) return t('recalled', { name: nameOf(message.sender) });
  if (message.msg_type === 'text') return withNames(message);
  if (message.msg_type === 'image') return t('picture');
  if (message.msg_type === 'merge_forward') return String(message.content.content);
  if (message.msg_type === 'file') return `${t('file')} ${String(message.content.file_name)}`;
  return message.msg_type === 'post' ? String(message.content.title || '…') : cardLine(message.content);
}
