import type { Card } from '../../page/protocol.ts';
import { CardIcon } from './card-icon.tsx';
import { headerColors } from './colors.ts';
import { ElementList } from './element.tsx';
import { TextTag } from './inline.tsx';
import { CardContext, type CardScope, contentOf, type Element, list, object, string } from './model.ts';
import { layoutStyle, sides } from './sizes.ts';
import { TextObject } from './text.tsx';

function Header({ header, scope }: { header: Element; scope: CardScope }) {
  const colors = headerColors(header.template);
  const padding = sides(header.padding);
  const tags = list(object(header.i18n_text_tag_list)[scope.language] ?? header.text_tag_list);
  return (
    <header class={`card-head${colors ? '' : ' is-bare'}`} style={{ ...colors, ...(padding && { padding }) }}>
      <CardIcon icon={header.icon} />
      <div>
        <h3>
          <TextObject value={header.title} />
          {tags.map(({ text, color }) => {
            const shown = contentOf(text, scope.language);
            return <TextTag key={shown} color={color} text={shown} />;
          })}
        </h3>
        {header.subtitle !== undefined && (
          <p class="card-subtitle">
            <TextObject value={header.subtitle} />
          </p>
        )}
      </div>
    </header>
  );
}

/** A whole card of version 2.0, as the client of one person draws it. */
export function CardView({ card, scope }: { card: Card; scope: CardScope }) {
  const { header, body, config, card_link } = card;
  const frame = object(body);
  const width = string(object(config).width_mode) ?? 'default';
  const link = object(card_link);
  const url = string(link.pc_url) || string(link.url);
  const open = (event: Event) => {
    const own = (event.target as HTMLElement).closest(
      'button, a, input, textarea, label, [role=button], .popup',
    );
    if (url && !own) scope.openUrl(url);
  };
  return (
    <CardContext.Provider value={scope}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a card's own link repeats what a button or link in it opens */}
      <article class={`card card-${width}${url ? ' is-link' : ''}`} onClick={open}>
        {header !== undefined && <Header header={object(header)} scope={scope} />}
        <div class="card-body" style={{ ...layoutStyle(frame), padding: sides(frame.padding) ?? '12px' }}>
          <ElementList elements={frame.elements} path={['body', 'elements']} />
        </div>
      </article>
    </CardContext.Provider>
  );
}
