import { useContext } from 'preact/hooks';
import type { Inline } from '../../markdown/nodes.ts';
import { api } from '../api.ts';
import { Avatar } from '../avatar.tsx';
import { language, me, nameOfId, t } from '../store.ts';
import { localTime } from '../time.ts';
import { cssColor, tagColors } from './colors.ts';
import { EMOJI } from './emoji.ts';
import { CardContext } from './model.ts';

function Link({ url, children }: { url: string; children: Inline[] }) {
  const card = useContext(CardContext);
  const open = (event: Event) => {
    event.stopPropagation();
    if (!card) return;
    event.preventDefault();
    card.openUrl(url);
  };
  return (
    <a href={url} target="_blank" rel="noreferrer" onClick={open}>
      <InlineNodes nodes={children} />
    </a>
  );
}

function At({ ids }: { ids: readonly string[] }) {
  return (
    <>
      {ids.map((id) => (
        <span key={id} class={id === me.value?.open_id ? 'at at-me' : 'at'}>
          @{id === 'all' ? t('everyone') : nameOfId(id)}{' '}
        </span>
      ))}
    </>
  );
}

export function PersonTag({
  id,
  avatar = true,
  name = true,
}: {
  id: string;
  avatar?: boolean;
  name?: boolean;
}) {
  const shown = nameOfId(id);
  return (
    <span class="person-tag" title={shown}>
      {avatar && <Avatar name={shown} size={20} />}
      {name && <span>{shown}</span>}
    </span>
  );
}

function Colored({ color, children }: { color: string; children: Inline[] }) {
  const card = useContext(CardContext);
  const found = cssColor(color, card?.style ?? {}, 600);
  return (
    <span {...(found && { style: { color: found } })}>
      <InlineNodes nodes={children} />
    </span>
  );
}

export function TextTag({ color, text }: { color: unknown; text: string }) {
  return (
    <span class="text-tag" style={tagColors(color)}>
      {text}
    </span>
  );
}

function LocalTime({ ms, format }: { ms: number; format: string }) {
  const card = useContext(CardContext);
  return <time>{localTime(ms, format, card?.language ?? language.value)}</time>;
}

const STYLED = { strong: 'strong', emphasis: 'em', strike: 'del', underline: 'u' } as const;

type Styled = Extract<Inline, { type: keyof typeof STYLED }>;

const isStyled = (node: Inline): node is Styled => node.type in STYLED;

function StyledNode({ node }: { node: Styled }) {
  const Tag = STYLED[node.type];
  return (
    <Tag>
      <InlineNodes nodes={node.children} />
    </Tag>
  );
}

function Node({ node }: { node: Inline }) {
  if (isStyled(node)) return <StyledNode node={node} />;
  switch (node.type) {
    case 'text':
      return <>{node.text}</>;
    case 'break':
      return <br />;
    case 'code':
      return <code>{node.text}</code>;
    case 'link':
      return <Link url={node.url}>{node.children}</Link>;
    case 'at':
      return <At ids={node.ids} />;
    case 'person':
      return <PersonTag id={node.id} avatar={node.avatar} name={node.name} />;
    case 'color':
      return <Colored color={node.color}>{node.children}</Colored>;
    case 'tag':
      return <TextTag color={node.color} text={node.text} />;
    case 'number':
      return <span class="number-tag">{node.text}</span>;
    case 'time':
      return <LocalTime ms={node.ms} format={node.format} />;
    case 'image':
      return <img class="md-image" src={api.fileUrl(node.key)} alt={node.alt} title={node.alt} />;
    case 'emoji':
      return <>{EMOJI[node.code] ?? `:${node.code}:`}</>;
  }
}

export function InlineNodes({ nodes }: { nodes: readonly Inline[] }) {
  return (
    <>
      {nodes.map((node, index) => (
        <Node key={index} node={node} />
      ))}
    </>
  );
}
