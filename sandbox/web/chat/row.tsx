import type { PageMessage, Told } from '../../page/protocol.ts';
import { api } from '../api.ts';
import { Avatar } from '../avatar.tsx';
import { Icon } from '../icons.tsx';
import { as, messagesByChat, nameOf, replyTo, t } from '../store.ts';
import { timeOfDay } from '../time.ts';
import { complain } from '../toasts.ts';
import { MessageContent } from './content.tsx';
import { memo } from './memo.ts';
import { previewOf } from './preview.ts';

function Actions({ message, mine }: { message: PageMessage; mine: boolean }) {
  const reply = () => {
    replyTo.value = message;
    document.querySelector<HTMLTextAreaElement>('.composer textarea')?.focus();
  };
  return (
    <div class="actions">
      <button type="button" class="plain" onClick={reply} aria-label={t('reply')} title={t('reply')}>
        <Icon name="reply" size={16} />
      </button>
      {mine && (
        <button
          type="button"
          class="plain"
          onClick={() => void api.recall(as.value, message.message_id).catch(complain)}
          aria-label={t('recall')}
          title={t('recall')}
        >
          <Icon name="recall" size={16} />
        </button>
      )}
    </div>
  );
}

function Quote({ message }: { message: PageMessage }) {
  const parent = messagesByChat.value.get(message.chat)?.find((one) => one.message_id === message.parent_id);
  if (parent === undefined) return null;
  return (
    <p class="quote">
      {t('reply_to', { name: nameOf(parent.sender) })}: {previewOf(parent)}
    </p>
  );
}

/** What Feishu's own client does not show and a developer wants to know: the bot has not got this message. */
function NotTold({ told }: { told: Told }) {
  if (told.state === 'delivered' || (told.state === 'waiting' && told.attempts === 0)) return null;
  const later = told.state === 'waiting' ? t('told_later', { error: told.error ?? '' }) : t('not_told');
  return (
    <p class="not-told">
      <Icon name="warning" size={14} /> {later}
    </p>
  );
}

interface Props {
  message: PageMessage;
  group: boolean;
  continued: boolean;
  /** Stands above the message, where a pause was. */
  when?: string;
}

function Row({ message, group, continued, when }: Props) {
  const { sender, told } = message;
  const mine = sender === as.value;
  const name = nameOf(sender);
  const classes = ['message', mine ? 'is-mine' : '', continued && !when ? 'is-continued' : ''].join(' ');
  const time = when && (
    <li class="when">
      <time>{when}</time>
    </li>
  );
  if (message.recalled)
    return (
      <>
        {time}
        <li class="when">{t('recalled', { name })}</li>
      </>
    );
  return (
    <>
      {time}
      <li class={classes} data-id={message.message_id}>
        <Avatar name={name} bot={sender === 'bot'} />
        <div class="message-body">
          {group && !mine && (
            <p class="message-sender">
              {name}
              {sender === 'bot' && <span class="chip">{t('bot')}</span>}
            </p>
          )}
          <span class="visually-hidden">
            {name}, {timeOfDay(message.create_time)}
          </span>
          <div class="message-line">
            <div class={`bubble bubble-${message.msg_type}`}>
              {message.parent_id && <Quote message={message} />}
              <MessageContent message={message} />
            </div>
            <Actions message={message} mine={mine} />
          </div>
          {mine && told && <NotTold told={told} />}
        </div>
      </li>
    </>
  );
}

export const MessageRow = memo(Row);
