import type { Config } from '../config/config.ts';
import type { DigestDefaults } from '../handlers/digest/deps.ts';

type DigestConfig = Pick<Config, 'DIGEST_TIME' | 'DIGEST_TIMEZONE' | 'DIGEST_DAYS' | 'DIGEST_DEFAULT'>;

/** The digest of whoever has chosen nothing, by the configuration. */
export function digestDefaults(config: DigestConfig): DigestDefaults {
  const [hour = 0, minute = 0] = config.DIGEST_TIME.split(':').map(Number);
  return {
    enabled: config.DIGEST_DEFAULT === 'on',
    minute: hour * 60 + minute,
    days: config.DIGEST_DAYS,
    timezone: config.DIGEST_TIMEZONE,
  };
}
