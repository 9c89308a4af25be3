import { codes } from '../../feishu/gateway/codes.ts';
import { FeishuRefusal } from '../../feishu/gateway/errors.ts';
import type { Links } from '../doctor/links.ts';

/**
 * Where setting the app up ends for now. All but the first are taken up again by the next run.
 * - `ready`: all is in force.
 * - `waits`: an administrator has to look at a version, or to grant scopes.
 * - `scan`: the app may not change itself.
 * - `elsewhere`: the app was not made in the developer console, and can't be changed from outside.
 * - `address`: nothing that Feishu understands answers at the request address.
 * - `stopped`: an administrator has switched the app off.
 * - `refused`: Feishu does not take something that is asked for.
 */
export type Ending =
  | { state: 'ready'; notes: string[] }
  | { state: 'waits' | 'scan' | 'elsewhere' | 'stopped' }
  | { state: 'waits'; scopes: string[] }
  | { state: 'address' | 'refused'; says: string };

/** https://open.feishu.cn/document/application-v7/application/config, …/ability, …/publish */
export const ENDS = {
  inReview: [210020, 210040, 210302],
  notOfConsole: [210001, 210014, 210015, 210021, 210034, 210035, 210043],
  badAddress: 210042,
  needsBot: 210041,
  badAbility: 210011,
  badConfig: 210031,
  badVersion: [210303, 210304],
  notInstalled: 212100,
  nothingToApplyFor: [212001, 212002, 212003, 212004],
} as const;

/** What the refusal of a step means for the whole; undefined for what is no end but a trouble. */
export function endingOf(error: unknown): Ending | undefined {
  if (!(error instanceof FeishuRefusal) || error.meaning !== 'final') return undefined;
  const { code, reason } = error;
  const is = (all: readonly number[]) => all.includes(code);
  if (code === codes.missingScope) return { state: 'scan' };
  if (is(ENDS.inReview)) return { state: 'waits' };
  if (is(ENDS.notOfConsole)) return { state: 'elsewhere' };
  if (code === ENDS.badAddress) return { state: 'address', says: reason };
  return { state: 'refused', says: `${code} ${reason}` };
}

/** What it means and what to do, with the page; a line each. */
export function wordsFor(ending: Ending, links: Links, feature: (scope: string) => string): string[] {
  const again = 'Then run `feishu-approval-bot init` again: it goes on from there.';
  if (ending.state === 'ready') return ['✓ The app is set up.', ...ending.notes];
  if (ending.state === 'scan')
    return [
      '✗ The app may not change itself: Feishu did not grant what the scan asked for (application:application:patch).',
      `  Import the scopes by hand: feishu-approval-bot manifest --import-json --setup, pasted at ${links.console('auth')} → Batch import/export.`,
      `  Publish a version: ${links.console('version')}. ${again}`,
    ];
  if (ending.state === 'elsewhere')
    return [
      '✗ This app was not made in the developer console, and Feishu lets nobody change it from outside.',
      '  Make one with `feishu-approval-bot init --new`, or set this one up by hand: feishu-approval-bot init --manual',
    ];
  if (ending.state === 'address')
    return [
      `✗ Feishu does not take the request address: ${ending.says}`,
      `  It has to reach this machine at it, from the internet and by HTTPS, now; the bot or this command answers. See ${links.console('event')}.`,
      '  If the app has an Encrypt Key already, set FEISHU_ENCRYPT_KEY and FEISHU_VERIFICATION_TOKEN to what stands there.',
      `  ${again}`,
    ];
  if (ending.state === 'stopped')
    return [`✗ An administrator has switched this app off: ${links.admin}`, `  ${again}`];
  if (ending.state === 'refused')
    return [`✗ Feishu refuses: ${ending.says}`, `  What the app has stands at ${links.console('baseinfo')}.`];
  return waiting('scopes' in ending ? ending.scopes : [], links, feature, again);
}

function waiting(
  scopes: string[],
  links: Links,
  feature: (scope: string) => string,
  again: string,
): string[] {
  if (scopes.length === 0)
    return [
      `… A version of the app waits for an administrator of the organisation: ${links.admin}`,
      `  (as its developer you see it at ${links.console('version')}) ${again}`,
    ];
  return [
    '… These scopes are not granted yet. The administrators were asked for those that need them:',
    ...scopes.map((scope) => `    ${scope}: ${feature(scope)}`),
    `  They are granted at ${links.console('auth')}, with a published version. ${again}`,
  ];
}
