import type { HeardCall } from '../../sandbox/platform/http/heard.ts';
import type { Description, Operation } from '../../scripts/oracles/description.ts';
import { allowed } from './allowed.ts';
import { check, checkQuery, MISSING, type Report } from './check.ts';
import explorer from './explorer.json' with { type: 'json' };
import larkMcp from './lark-mcp.json' with { type: 'json' };

export const ORACLES = { explorer: explorer as Description, 'lark-mcp': larkMcp as Description };
const NAMES = ['explorer', 'lark-mcp'] as const;

/** Of the gateway in front of every operation: tokens, scopes, rates, fields. They are in no operation's own table. */
const isGateways = (code: number) => code >= 99_990_000 && code <= 99_999_999;

type Tell = (what: string) => void;

function holdRequest(
  { query: known, body: schema }: Operation,
  { query, body }: HeardCall,
  tell: Tell,
): void {
  if (known) checkQuery(known, query, (where, what) => tell(`request ${where} ${what}`));
  // The official SDK sends `{}` also where there is no body.
  const given = body ?? {};
  if (schema) check(schema, given, (where, what) => tell(`request ${where} ${what}`));
  else if (Object.keys(given).length > 0) tell('request has a body');
}

function holdAnswer(
  { answer: schema, errors }: Operation,
  { status, body }: NonNullable<HeardCall['answer']>,
  tell: Tell,
): void {
  const code = (body as { code?: unknown } | null)?.code;
  // A field is left out for want of a scope, or of a value.
  const report: Report = (where, what) => what !== MISSING && tell(`answer ${where} ${what}`);
  if (code === 0 && schema) check(schema, body, report);
  if (errors === undefined || typeof code !== 'number' || code === 0 || isGateways(code)) return;
  if (errors[code] === undefined) tell(`answer ${code} is in no error table`);
  else if (errors[code] !== status) tell(`answer ${code} with HTTP ${status} instead of ${errors[code]}`);
}

/** Whether the bot, and not a test by hand, has made it. */
const isBots = ({ userAgent }: HeardCall) => userAgent.startsWith('oapi-node-sdk');

const refused = ({ answer }: HeardCall) => (answer?.body as { code?: unknown } | null)?.code !== 0;

/**
 * Where a call, or the answer to it, is not as the platform describes it, and no reason is known why. What a test sends wrongly
 * by hand is right when the sandbox refuses it, too.
 */
export function deviationsOf(call: HeardCall): string[] {
  const { operation: name, answer } = call;
  if (name === undefined) return [];
  const found = new Set<string>();
  for (const oracle of NAMES) {
    const operation = ORACLES[oracle].operations[name];
    const tell: Tell = (what) => found.add(`${oracle}: ${name}: ${what}`);
    if (operation === undefined) continue;
    if (isBots(call) || !refused(call)) holdRequest(operation, call, tell);
    if (answer && !call.planned) holdAnswer(operation, answer, tell);
  }
  return [...found].filter((deviation) => !allowed(deviation));
}
