import type { ComponentChildren } from 'preact';
import { isSafeUrl } from '../../markdown/rules.ts';
import type { PageMessage } from '../../page/protocol.ts';
import { api } from '../api.ts';
import { Markdown } from '../card/markdown.tsx';
import { t } from '../store.ts';

type Part = Record<string, unknown> & { tag: string };

const STYLES: Record<string, string> = { bold: 'strong', italic: 'em', underline: 'u', lineThrough: 'del' };

type Draw = (part: Part, message: PageMessage) => ComponentChildren;

const mentioned: Draw = (part, { mentions }) => {
  const known = mentions.find(({ key }) => key === part.user_id)?.name ?? String(part.user_name ?? '');
  return <span class="at">@{part.user_id === '@_all' ? t('everyone') : known}</span>;
};

const link: Draw = ({ href, text }) => {
  const url = String(href ?? '');
  if (!isSafeUrl(url)) return <span>{String(text)}</span>;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {String(text)}
    </a>
  );
};

const styled: Draw = ({ text, style }) => {
  const classes = Array.isArray(style) ? style.map((one) => `post-${STYLES[String(one)] ?? ''}`) : [];
  return <span class={classes.join(' ')}>{String(text ?? '')}</span>;
};

const PARTS: Readonly<Record<string, Draw>> = {
  a: link,
  at: mentioned,
  img: ({ image_key }) => (
    <img class="message-picture" src={api.fileUrl(String(image_key))} alt={t('picture')} />
  ),
  hr: () => <hr />,
  code_block: ({ text }) => <pre>{String(text)}</pre>,
  md: ({ text }) => <Markdown text={String(text)} />,
  emotion: ({ emoji_type }) => <span>[{String(emoji_type)}]</span>,
};

function PostPart({ part, message }: { part: Part; message: PageMessage }) {
  return <>{(PARTS[part.tag] ?? styled)(part, message)}</>;
}

/** A rich-text message: a title and paragraphs. */
export function PostContent({ message }: { message: PageMessage }) {
  const { title, content } = message.content as { title?: string; content?: Part[][] };
  return (
    <div class="post">
      {title && <h3>{title}</h3>}
      {(content ?? []).map((line, index) => (
        <p key={index}>
          {line.map((part, place) => (
            <PostPart key={place} part={part} message={message} />
          ))}
        </p>
      ))}
    </div>
  );
}
