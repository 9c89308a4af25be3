import { signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { ClickAnswer, PageMessage } from '../../page/protocol.ts';
import { api } from '../api.ts';
import { openUrl } from '../open-url.ts';
import { as, language, personOf, state, t } from '../store.ts';
import { inLanguage } from '../texts.ts';
import { complain, toast } from '../toasts.ts';
import { CardView } from './card.tsx';
import { type CardScope, keyOf, object } from './model.ts';

/** Shows what a click came to, as the client does: the bot's toast in the person's language, or the client's own code. */
function showAnswer({ toast: said, clientCode, problem }: ClickAnswer): void {
  if (clientCode !== undefined) toast('error', `${t('went_wrong')}  code: ${clientCode}`, problem);
  const text = said && inLanguage({ zh_cn: said.content ?? '', ...said.i18n }, language.value);
  if (text) toast(said?.type ?? 'info', text);
}

function membersOf(chat: string): string[] {
  const members = state.value?.chats.find(({ handle }) => handle === chat)?.members ?? [];
  return members.flatMap((handle) => personOf(handle)?.open_id ?? []);
}

function scopeOf(
  messageId: string,
  chat: string,
  style: CardScope['style'],
  pending: CardScope['pending'],
): CardScope {
  return {
    language: language.value,
    style,
    members: membersOf(chat),
    pending,
    openUrl,
    async click(path, more = {}) {
      pending.value = keyOf(path);
      try {
        showAnswer(await api.click({ as: as.value, message_id: messageId, path: [...path], ...more }));
      } catch (error) {
        complain(error);
      } finally {
        pending.value = undefined;
      }
    },
  };
}

/** A card in a chat, whose buttons work. */
export function MessageCard({ message }: { message: PageMessage }) {
  const { message_id, chat, content } = message;
  const pending = useMemo(() => signal<string | undefined>(undefined), [message_id]);
  const style = object(object(content.config).style) as CardScope['style'];
  return <CardView card={content} scope={scopeOf(message_id, chat, style, pending)} />;
}
