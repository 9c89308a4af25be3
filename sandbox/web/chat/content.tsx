import type { PageMessage } from '../../page/protocol.ts';
import { api } from '../api.ts';
import { MessageCard } from '../card/message-card.tsx';
import { Icon } from '../icons.tsx';
import { t } from '../store.ts';
import { PostContent } from './post.tsx';
import { SpokenText } from './spoken-text.tsx';

function Picture({ imageKey }: { imageKey: string }) {
  return (
    <a href={api.fileUrl(imageKey)} target="_blank" rel="noreferrer">
      <img class="message-picture" src={api.fileUrl(imageKey)} alt={t('picture')} />
    </a>
  );
}

function File({ fileKey, name }: { fileKey: string; name: string }) {
  return (
    <a class="message-file" href={api.fileUrl(fileKey)} download={name}>
      <Icon name="file" size={28} />
      <span>{name}</span>
    </a>
  );
}

/** What is in the bubble, by the type of the message. */
export function MessageContent({ message }: { message: PageMessage }) {
  const { content, msg_type } = message;
  switch (msg_type) {
    case 'text':
      return <SpokenText text={String(content.text ?? '')} mentions={message.mentions} />;
    case 'post':
      return <PostContent message={message} />;
    case 'image':
      return <Picture imageKey={String(content.image_key)} />;
    case 'file':
      return <File fileKey={String(content.file_key)} name={String(content.file_name)} />;
    case 'merge_forward':
      return <p>{String(content.content)}</p>;
    default:
      return <MessageCard message={message} />;
  }
}
