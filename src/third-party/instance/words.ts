import { LOCALE_OF } from '../../lib/language.ts';
import { eachLanguage, type Words, wordsIn } from '../../lib/words.ts';
import type { ThirdPartyInstance } from '../../store/third-party-document/documented.ts';
import { KEY_PREFIX } from '../../store/third-party-document/fields.ts';
import { isTelling } from '../../summary/names.ts';
import { oneLine } from '../../summary/shown.ts';

/** A text of an instance, or what its key stands for, in each language; where one lacks it, the default language has it. */
export function wordsOf({ i18n_resources }: ThirdPartyInstance, text: string | undefined): Words {
  if (!text?.startsWith(KEY_PREFIX)) return text ?? '';
  const says = (find: (one: (typeof i18n_resources)[number]) => boolean) =>
    i18n_resources.find(find)?.texts.find(({ key }) => key === text)?.value;
  return eachLanguage(
    (language) => says((one) => one.locale === LOCALE_OF[language]) ?? says((one) => one.is_default) ?? '',
  );
}

/** The number of the document in the system that owns it; empty when there is none. */
export function businessKey({ extra }: ThirdPartyInstance): string {
  if (!extra) return '';
  const read: unknown = JSON.parse(extra);
  const key = typeof read === 'object' && read !== null ? (read as Record<string, unknown>).business_key : '';
  return typeof key === 'string' || typeof key === 'number' ? String(key) : '';
}

/** What an instance is called: its title, or what else tells it apart. */
export function titleOf(instance: ThirdPartyInstance): Words {
  const title = wordsOf(instance, instance.title);
  const empty = typeof title === 'string' ? !title.trim() : !title.zh_cn.trim() && !title.en_us.trim();
  return empty ? businessKey(instance) || instance.instance_id : title;
}

/** So many fields go beside a title. */
const TOLD = 2;

/** What its first telling fields hold; empty where there is none. */
export function toldFields(instance: ThirdPartyInstance): Words {
  const fields = (instance.form ?? []).map(({ name, value }) => ({
    name: wordsOf(instance, name),
    value: wordsOf(instance, value),
  }));
  const telling = fields.filter(({ name, value }) =>
    isTelling(wordsIn(name, 'zh_cn').slice(0, 100), wordsIn(value, 'zh_cn').slice(0, 100)),
  );
  return eachLanguage((language) =>
    telling
      .slice(0, TOLD)
      .map(({ value }) => oneLine(wordsIn(value, language), 40))
      .join(' · '),
  );
}

/** The same where only one language can be had: the default one. */
export function defaultTitle(instance: ThirdPartyInstance): string {
  const usual = instance.i18n_resources.filter((one) => one.is_default);
  return titleOf({ ...instance, i18n_resources: usual }) as string;
}
