import type { PageMessage } from '../../page/protocol.ts';
import { me, t } from '../store.ts';

const PART =
  /(\[[^\]\n]*\]\((?:https?|mailto):[^\s)]+\)|@_user_\d+|@_all|https?:\/\/[^\s<>"'，。；、（）()【】]+)/;

/** Text of a person, or plain text of the bot: with names for mentions, and links that can be opened. */
export function SpokenText({ text, mentions }: { text: string; mentions: PageMessage['mentions'] }) {
  return (
    <p class="spoken">
      {text.split(PART).map((part, index) => {
        const key = `${index} ${part}`;
        const [, shown = part, href = part] = /^\[(.*)\]\((.*)\)$/.exec(part) ?? [];
        if (/^(?:https?|mailto):/.test(href))
          return (
            <a key={key} href={href} target="_blank" rel="noreferrer">
              {shown}
            </a>
          );
        if (part === '@_all')
          return (
            <span key={key} class="at">
              @{t('everyone')}
            </span>
          );
        const who = mentions.find((mention) => mention.key === part);
        if (!who) return part;
        const mine = who.open_id === me.value?.open_id;
        return (
          <span key={key} class={mine ? 'at at-me' : 'at'}>
            @{who.name}
          </span>
        );
      })}
    </p>
  );
}
