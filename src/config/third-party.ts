import { z } from 'zod';
import { isLoopback } from '../lib/link-address.ts';
import { AUDIENCES, type Audience, SYSTEM, type SystemToken } from '../lib/third-party-systems.ts';

/** A bare token belongs to the system of this name. */
const UNNAMED = 'external';

const SHORTEST_TOKEN = 16;

interface Entry {
  system: string;
  value: string;
}

/** `oa=one,crm=two`: a name, the first equals sign, and a value, separated by commas. */
function entriesOf(text: string): Entry[] {
  return text.split(',').flatMap((part) => {
    const item = part.trim();
    const cut = item.indexOf('=');
    const system = item.slice(0, Math.max(0, cut));
    if (!item) return [];
    return SYSTEM.test(system) ? { system, value: item.slice(cut + 1) } : { system: '', value: item };
  });
}

/** A list of named values; `example` shows one, `what` says what a value is. Never repeats a value: it may be a secret. */
function named(holds: (value: string) => boolean, what: string, example: string) {
  return z
    .string()
    .default('')
    .transform(entriesOf)
    .refine(
      (entries) => entries.every(({ system }) => system !== ''),
      `must be pairs of a system and ${what}, separated by commas, such as ${example}; names are a-z, 0-9 and -`,
    )
    .superRefine((entries, context) => {
      for (const { system, value } of entries)
        if (system && !holds(value))
          context.addIssue(`has for ${system} something else than ${what}, such as ${example}`);
    });
}

const asRecord = (entries: Entry[]): Record<string, string> =>
  Object.fromEntries(entries.map(({ system, value }) => [system, value]));

const tokens = z
  .string()
  .default('')
  .transform((text): SystemToken[] =>
    entriesOf(text).map(({ system, value }) => ({ system: system || UNNAMED, token: value })),
  )
  .superRefine((given, context) => {
    for (const { system, token } of given)
      if (!/^[\x21-\x7e]+$/.test(token) || token.length < SHORTEST_TOKEN)
        context.addIssue(
          `has a token of the system ${system} that is shorter than ${SHORTEST_TOKEN} characters or has blanks in it: ` +
            'make one with `openssl rand -hex 32`, and write it as name=token (names are a-z, 0-9 and -)',
        );
    const values = given.map(({ token }) => token);
    if (new Set(values).size < values.length)
      context.addIssue('has the same token twice: each names one system');
  });

/** Nothing may be sent in the clear but to this machine. */
function isWebhook(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(text));
}

/** Standard Webhooks: 24 to 64 bytes. */
function isSecret(text: string): boolean {
  const bytes = Buffer.from(text.replace(/^whsec_/, ''), 'base64').length;
  return /^whsec_[A-Za-z0-9+/]+={0,2}$/.test(text) && bytes >= 24 && bytes <= 64;
}

const isAudience = (text: string) =>
  text === 'none' || text.split('+').every((one) => (AUDIENCES as readonly string[]).includes(one));

/** What concerns the third-party systems. */
export const thirdPartySettings = {
  EXTERNAL_API_TOKENS: tokens,
  /** Where the quick approvals of a system are forwarded to. */
  EXTERNAL_WEBHOOKS: named(isWebhook, 'an https address', 'oa=https://oa.example.com/feishu').transform(
    asRecord,
  ),
  /** What they are signed with; several of one system while they are rotated, the first is the current one. */
  EXTERNAL_WEBHOOK_SECRETS: named(
    isSecret,
    'whsec_ and 24 to 64 bytes in base64',
    'oa=whsec_$(openssl rand -base64 32)',
  ).transform((entries) => {
    const secrets: Record<string, string[]> = {};
    for (const { system, value } of entries) secrets[system] = [...(secrets[system] ?? []), value];
    return secrets;
  }),
  EXTERNAL_NOTIFY: named(
    isAudience,
    `those of ${AUDIENCES.join(', ')} joined by +, or none`,
    'oa=approver+cc,crm=none',
  ).transform((entries) =>
    Object.fromEntries(
      entries.map(({ system, value }) => [system, AUDIENCES.filter((one) => value.split('+').includes(one))]),
    ),
  ),
  EXTERNAL_CALLBACK_TOKEN: z.string().optional(),
  EXTERNAL_CALLBACK_KEY: z.string().optional(),
};

interface ThirdPartySettings {
  EXTERNAL_API_TOKENS: SystemToken[];
  EXTERNAL_WEBHOOKS: Record<string, string>;
  EXTERNAL_WEBHOOK_SECRETS: Record<string, string[]>;
  EXTERNAL_NOTIFY: Record<string, Audience[]>;
  EXTERNAL_CALLBACK_TOKEN?: string | undefined;
  EXTERNAL_CALLBACK_KEY?: string | undefined;
}

/** What no setting shows alone: each names systems that exist, and what is forwarded is signed. */
export function thirdPartyProblems(settings: ThirdPartySettings): string[] {
  const systems = new Set(settings.EXTERNAL_API_TOKENS.map(({ system }) => system));
  const naming = ['EXTERNAL_WEBHOOKS', 'EXTERNAL_WEBHOOK_SECRETS', 'EXTERNAL_NOTIFY'] as const;
  const unknown = naming.flatMap((name) =>
    Object.keys(settings[name])
      .filter((system) => !systems.has(system))
      .map((system) => `${name} names the system ${system}, which has no token in EXTERNAL_API_TOKENS`),
  );
  const unsigned = Object.keys(settings.EXTERNAL_WEBHOOKS).filter(
    (system) => !settings.EXTERNAL_WEBHOOK_SECRETS[system],
  );
  const open = settings.EXTERNAL_CALLBACK_KEY && !settings.EXTERNAL_CALLBACK_TOKEN;
  return [
    ...(open
      ? [
          'EXTERNAL_CALLBACK_TOKEN is missing: the callback is off without it, whatever EXTERNAL_CALLBACK_KEY says',
        ]
      : []),
    ...unknown,
    ...unsigned.map(
      (system) =>
        `EXTERNAL_WEBHOOK_SECRETS has no secret for ${system}, which has an address in EXTERNAL_WEBHOOKS: add ` +
        `${system}=whsec_… (printf 'whsec_%s' "$(openssl rand -base64 32)")`,
    ),
  ];
}

/** Who is told of what this system pushes: all, unless the settings say otherwise. */
export const audienceOf = (
  settings: Pick<ThirdPartySettings, 'EXTERNAL_NOTIFY'>,
  system: string,
): Audience[] => settings.EXTERNAL_NOTIFY[system] ?? [...AUDIENCES];
