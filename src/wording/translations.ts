import type { Logger } from 'pino';
import type { DefinitionPort } from '../feishu/definitions.ts';
import { within } from '../lib/async/within.ts';
import type { Clock } from '../lib/clock.ts';
import { LANGUAGES, type Language } from '../lib/language.ts';
import type { Db } from '../store/db.ts';
import {
  type DefinitionText,
  keepDefinitionText,
  definitionTexts as keptTexts,
} from '../store/tables/definition-texts.ts';
import { changesOf } from '../store/tables/definitions.ts';
import { type DefinitionTexts, definitionTexts, textsOf } from './definition-texts.ts';
import { isChinese } from './script.ts';

/** A person waits for the card: what has not come by then is shown as the definition says it, and is there the next time. */
const PATIENCE_MS = 2_000;

/** What a definition says, by language, as far as it is known. */
export type Translated = Partial<Record<Language, DefinitionTexts>>;

/** A definition, and what it is called in its own language. */
export interface Named {
  approvalCode: string;
  name: string;
}

/** Reads what definitions say in other languages: once each, when somebody who reads that language needs it. */
export interface Translations {
  /** What a definition says in these languages and in those that are known already. `own` is what it says in its own. */
  texts(approvalCode: string, own: DefinitionTexts, languages: readonly Language[]): Promise<Translated>;
  /** Sees to it that the names of these definitions are known in these languages, as far as that can be done now. */
  learnNames(definitions: readonly Named[], languages: readonly Language[]): Promise<void>;
}

type Deps = { db: Db; definitions: DefinitionPort; clock: Pick<Clock, 'sleep'>; log: Logger };

/** The text of a definition by language, out of what is kept; kept by an earlier version, it may have another shape. */
const wholeIn = (kept: readonly DefinitionText[]): Translated =>
  Object.fromEntries(
    kept.flatMap(({ language, content }) => {
      const texts = definitionTexts.safeParse(content).data;
      return texts ? [[language, texts]] : [];
    }),
  );

/** A definition in Chinese is not read once more for those who read Chinese. */
const lacking = (known: readonly Language[], own: string, languages: readonly Language[]): Language[] =>
  LANGUAGES.filter(
    (one) => languages.includes(one) && !known.includes(one) && !(one === 'zh_cn' && isChinese(own)),
  );

/** Translations out of the store, else of the platform. Two who need the same at once wait for one call. */
export function translations({ db, definitions, clock, log }: Deps): Translations {
  const underWay = new Map<string, Promise<DefinitionTexts | undefined>>();

  async function fetched(approvalCode: string, language: Language): Promise<DefinitionTexts | undefined> {
    try {
      const changes = await changesOf(db, approvalCode);
      const content = textsOf(await definitions.definition(approvalCode, language));
      await keepDefinitionText(db, { approvalCode, language, name: content.name, content }, changes);
      return content;
    } catch (err) {
      log.warn({ err, approval_code: approvalCode, language }, 'a definition can not be read in a language');
      return undefined;
    }
  }

  function once(approvalCode: string, language: Language): Promise<DefinitionTexts | undefined> {
    const key = `${language} ${approvalCode}`;
    const reading = underWay.get(key) ?? fetched(approvalCode, language).finally(() => underWay.delete(key));
    underWay.set(key, reading);
    return reading;
  }

  return {
    async texts(approvalCode, own, languages) {
      const known = wholeIn(await keptTexts(db, [approvalCode]));
      const said = Object.values(own.fields).map(({ name }) => name);
      const lacks = lacking(Object.keys(known) as Language[], [own.name, ...said].join(' '), languages);
      const read = await Promise.all(
        lacks.map(async (language) => [
          language,
          await within(clock, PATIENCE_MS, once(approvalCode, language)),
        ]),
      );
      return { ...known, ...Object.fromEntries(read.filter(([, texts]) => texts !== undefined)) };
    },
    async learnNames(named, languages) {
      const own = new Map(named.map(({ approvalCode, name }) => [approvalCode, name]));
      own.delete('');
      const kept = await keptTexts(db, [...own.keys()]);
      const reading = [...own].flatMap(([approvalCode, name]) => {
        const known = kept.filter((one) => one.approvalCode === approvalCode).map((one) => one.language);
        return lacking(known, name, languages).map((language) => once(approvalCode, language));
      });
      if (reading.length > 0) await within(clock, PATIENCE_MS, Promise.all(reading));
    },
  };
}
