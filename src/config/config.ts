import { z } from 'zod';
import { isCalendar } from '../lib/holidays.ts';
import { isOpenId } from '../lib/ids.ts';
import { isTimeZone } from '../lib/time-zone.ts';
import { thirdPartyProblems, thirdPartySettings } from './third-party.ts';
import { address, appId, appPage, list, port, weekdays, withoutApi } from './values.ts';

const eventPage = `${appPage} → your app → Events & callbacks → Encryption strategy`;

const readsError = 'must be a whole number; 0 reads none';

const common = {
  FEISHU_APP_SECRET: z
    .string({ error: `is missing: copy the App Secret from ${appPage} → your app → Credentials` })
    .min(1, 'is empty'),
  FEISHU_BASE_URL: address('https://open.feishu.cn').transform(withoutApi).default('https://open.feishu.cn'),
  /** The product host, of the file upload and of the v2 endpoints; follows FEISHU_BASE_URL when it is not set. */
  FEISHU_WEB_BASE_URL: address('https://www.feishu.cn').optional(),
  /** Where links begin that open something in the client: of its own in a private deployment. */
  FEISHU_APPLINK_URL: address('https://applink.feishu.cn').optional(),
  FEISHU_APPROVAL_API: z.enum(['v4', 'v2'], { error: 'must be v4 or v2' }).default('v4'),
  HOST: z.string().default('0.0.0.0'),
  PORT: port.default(3000),
  /** Where the operator's endpoints are; without a port they are on `PORT`. */
  OPS_HOST: z.string().default('127.0.0.1'),
  OPS_PORT: port.optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .refine(
      (url) => /^postgres(ql)?:\/\//.test(url) && URL.canParse(url),
      'must be postgres://user:password@host:5432/database; unset it for the embedded database in DATA_DIR',
    )
    .optional(),
  APPROVAL_CODES: list.refine(
    (codes) => codes.every((code) => /^[A-Za-z0-9-]{8,64}$/.test(code)),
    'must be approval definition codes (such as 7C468A54-8745-2245-9675-08B7C63E7A87), separated by commas: the ' +
      'address of a definition in the approval admin console carries its code as definitionCode',
  ),
  DIGEST_TIME: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 09:12')
    .default('09:12'),
  DIGEST_TIMEZONE: z
    .string()
    .refine(isTimeZone, 'must be the IANA name of a time zone, such as Asia/Shanghai')
    .default('Asia/Shanghai'),
  DIGEST_DAYS: z
    .string()
    .regex(
      /^[1-7](-[1-7])?(,[1-7](-[1-7])?)*$/,
      'must be days of the week from 1 (Monday) to 7, such as 1-5 or 1,3,5',
    )
    .default('1-5')
    .transform(weekdays)
    .refine(
      (days) => days.length > 0,
      'names no day: a range goes from the earlier to the later day, such as 1-5',
    ),
  DIGEST_CALENDAR: z
    .string()
    .refine(
      isCalendar,
      'must be the code of a country, such as CN or JP, by whose public holidays there is no digest',
    )
    .optional(),
  DIGEST_DEFAULT: z.enum(['on', 'off'], { error: 'must be on or off' }).default('off'),
  ADMIN_OPEN_IDS: list.refine((ids) => ids.every(isOpenId), 'must be open_ids (ou_…), separated by commas'),
  ...thirdPartySettings,
  /** What does not fit a variable; `./settings.yml` by itself, if there is one. */
  SETTINGS_FILE: z.string().optional(),
  /** How many approvals a day are read for nothing but to say what they are about. */
  SUMMARY_READS_PER_DAY: z.coerce.number(readsError).int(readsError).min(0, readsError).default(50),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info'),
  LOG_PRETTY: z.stringbool({ error: 'must be true or false' }).optional(),
};

const secrets = (what: string) =>
  z
    .string({
      error: `is missing: webhook mode accepts signed and encrypted events only; copy the ${what} from ${eventPage}`,
    })
    .transform((text) => text.split(',').flatMap((item) => item.trim() || []))
    .refine((values) => values.length > 0, `is empty: copy the ${what} from ${eventPage}`);

const schema = z.discriminatedUnion('FEISHU_EVENT_MODE', [
  z.object({
    ...common,
    FEISHU_EVENT_MODE: z.literal('webhook'),
    FEISHU_APP_ID: appId(/^cli_[0-9a-zA-Z]+$/, 'it starts with cli_'),
    FEISHU_ENCRYPT_KEY: secrets('Encrypt Key'),
    FEISHU_VERIFICATION_TOKEN: secrets('Verification Token'),
  }),
  z.object({
    ...common,
    FEISHU_EVENT_MODE: z.literal('websocket'),
    // The SDK would log one line about any other and then stay idle.
    FEISHU_APP_ID: appId(/^cli_[0-9a-fA-F]{16}$/, 'it is cli_ and 16 hexadecimal digits'),
  }),
]);

export type Config = z.infer<typeof schema>;

/** The names of all settings. */
export const settingNames: readonly string[] = [
  ...new Set(schema.options.flatMap(({ shape }) => Object.keys(shape))),
];

const storage = z.object({ DATA_DIR: common.DATA_DIR, DATABASE_URL: common.DATABASE_URL });

/** Where the database is: what its upkeep needs to know, without an app. Throws `ConfigError`. */
export function readStorage(env: Record<string, string | undefined>): z.infer<typeof storage> {
  const parsed = storage.safeParse(given(env));
  const problems = parsed.error?.issues.map(describe) ?? [];
  if (!parsed.data) throw new ConfigError(problems.join('\n'), problems);
  return parsed.data;
}

/** The environment can't be used; the message is one readable block with every problem at once. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(message: string, problems: readonly string[]) {
    super(message);
    this.problems = problems;
  }
}

/** Reads the environment (empty values count as unset). Throws `ConfigError` naming each wrong variable and its mend. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const settings = given(env);
  const mode = settings.FEISHU_EVENT_MODE ?? 'websocket';
  const isMode = mode === 'websocket' || mode === 'webhook';
  // With a mode that is none, everything else is still checked: the operator mends all at once.
  const parsed = schema.safeParse({ ...settings, FEISHU_EVENT_MODE: isMode ? mode : 'websocket' });
  const problems = [
    ...(parsed.error?.issues.map(describe) ?? []),
    ...(parsed.data ? thirdPartyProblems(parsed.data) : []),
    ...(parsed.data ? portProblems(parsed.data) : []),
  ];
  if (!isMode) problems.push('FEISHU_EVENT_MODE must be websocket or webhook');
  if (problems.length > 0) throw new ConfigError(block(problems, !settings.FEISHU_APP_ID), problems);
  return parsed.data as Config;
}

const given = (env: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));

const portProblems = ({ PORT, OPS_PORT }: Config) =>
  OPS_PORT === PORT && PORT !== 0 ? ['OPS_PORT must be another than PORT, or unset'] : [];

const describe = (issue: { path: PropertyKey[]; message: string }) =>
  `${issue.path.join('.')} ${issue.message}`;

function block(problems: string[], newcomer: boolean): string {
  const lines = ['feishu-approval-bot can not start. Please mend these settings (environment or .env):', ''];
  for (const problem of problems) lines.push(`  • ${problem}`);
  if (newcomer)
    lines.push(
      '',
      'No Feishu app at hand? `npx feishu-approval-bot sandbox` (in a checkout: `npm run sandbox`) runs the bot with a ' +
        'Feishu of its own on this machine: no account needed.',
    );
  return lines.join('\n');
}
