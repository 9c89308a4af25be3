import type { MessageEvent } from '../feishu/events/message.ts';
import { LANGUAGES, type Language } from '../lib/language.ts';
import type { Tx } from '../store/db.ts';
import { languagesOf, rememberLanguage } from '../store/tables/person-languages.ts';

const LOCALE = /\bLarkLocale\/([a-z]{2})(?:[_-]|\b)/i;
const BY_LOCALE: Readonly<Record<string, Language>> = { zh: 'zh_cn', en: 'en_us', ja: 'ja_jp' };

/**
 * The language of the client that a message was written in, which is told with the scope im:user_agent:read. Whoever reads
 * another one than the bot speaks is shown Chinese by their client.
 */
export function languageIn({ message }: Pick<MessageEvent, 'message'>): Language | undefined {
  const locale = LOCALE.exec(message.user_agent ?? '')?.[1]?.toLowerCase();
  return locale === undefined ? undefined : (BY_LOCALE[locale] ?? 'zh_cn');
}

/** Remembers in which language the sender of a message reads, if it tells: before anything is said to them. */
export async function learnLanguage(db: Pick<Tx, 'all' | 'run'>, event: MessageEvent): Promise<void> {
  const language = languageIn(event);
  const openId = event.sender.sender_id?.open_id;
  if (language && openId && event.sender.sender_type === 'user') await rememberLanguage(db, openId, language);
}

/** The languages in which these people read: all of them where somebody's is not known. */
export async function languagesFor(db: Pick<Tx, 'all'>, ...openIds: string[]): Promise<readonly Language[]> {
  const known = await languagesOf(db, openIds);
  return LANGUAGES.filter((language) => known.includes(undefined) || known.includes(language));
}
