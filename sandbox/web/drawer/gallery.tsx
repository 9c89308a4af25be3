import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { CardProblem, GalleryCard, Language } from '../../page/protocol.ts';
import { api } from '../api.ts';
import { CardView } from '../card/card.tsx';
import { type CardScope, object } from '../card/model.ts';
import { Icon } from '../icons.tsx';
import { openUrl } from '../open-url.ts';
import { d, language, otherNames, state, t, theme, versions, view } from '../store.ts';
import { complain } from '../toasts.ts';

const NAMES: Readonly<Record<Language, string>> = { zh_cn: '中文', en_us: 'English', ja_jp: '日本語' };
const LANGUAGES = Object.keys(NAMES) as Language[];
const THEMES = ['light', 'dark'] as const;

const still = signal<string | undefined>(undefined);

function scopeIn(shown: Language, card: GalleryCard['card']): CardScope {
  return {
    language: shown,
    style: object(object(card.config).style) as CardScope['style'],
    members: (state.value?.people ?? []).map((person) => person.open_id),
    pending: still,
    click: async () => undefined,
    openUrl,
  };
}

function Template({ name, example, card, languages }: GalleryCard & { languages: readonly Language[] }) {
  return (
    <section class="template" id={`${name}-${example}`}>
      <h3>
        cards/{name}.json <small>{example}</small>
      </h3>
      <div class="template-cards">
        {languages.map((shown) => (
          <div key={shown} class="template-card" lang={shown.replace('_', '-')} data-language={shown}>
            <CardView card={card} scope={scopeIn(shown, card)} />
          </div>
        ))}
      </div>
    </section>
  );
}

function Choices({ one, choose }: { one: Language | undefined; choose(shown: Language | undefined): void }) {
  return (
    <div class="gallery-choices">
      {[undefined, ...LANGUAGES].map((shown) => (
        <button
          key={shown ?? 'all'}
          type="button"
          class="button button-small"
          aria-pressed={one === shown}
          onClick={() => choose(shown)}
        >
          {shown === undefined ? '中 · En · 日' : NAMES[shown]}
        </button>
      ))}
      {THEMES.map((shown) => (
        <button
          key={shown}
          type="button"
          class="button button-small"
          aria-pressed={theme.value === shown}
          onClick={() => {
            theme.value = shown;
          }}
        >
          {shown}
        </button>
      ))}
    </div>
  );
}

function Problems({ problems }: { problems: readonly CardProblem[] }) {
  return (
    <section class="gallery-problems" role="alert">
      <p>{d('broken_cards')}</p>
      <ul>
        {problems.map(({ file, line, reason }) => (
          <li key={`${file} ${line} ${reason}`}>
            {file !== null && <code>{line === null ? file : `${file}:${line}`}</code>} {reason}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Every template of the bot in every language, drawn anew when a file in `cards/` is saved. */
export function Gallery() {
  const [cards, setCards] = useState<GalleryCard[]>();
  const [problems, setProblems] = useState<readonly CardProblem[]>([]);
  const [one, choose] = useState<Language>();
  const version = versions.value.templates;
  useEffect(() => {
    const loaded = api.gallery().then(({ people, cards: all, problems: found }) => {
      setProblems(found);
      if (found.length > 0) return;
      otherNames.value = people;
      setCards(all);
    });
    void loaded.catch(complain);
  }, [version]);
  const leave = () => {
    view.value = 'chat';
  };
  return (
    <main
      class="pane gallery"
      aria-label={d('gallery')}
      aria-busy={cards === undefined && problems.length === 0}
      data-reading={language.value}
    >
      <header class="pane-head">
        <button type="button" class="plain" onClick={leave} aria-label={t('back')}>
          <Icon name="back" />
        </button>
        <h2>{d('gallery')}</h2>
        <Choices one={one} choose={choose} />
      </header>
      <div class="gallery-body">
        {problems.length > 0 && <Problems problems={problems} />}
        {cards?.map((card) => (
          <Template key={`${card.name} ${card.example}`} {...card} languages={one ? [one] : LANGUAGES} />
        ))}
      </div>
    </main>
  );
}
