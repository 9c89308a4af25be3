import type { AppChange } from '../../feishu/application/port.ts';
import { codes } from '../../feishu/gateway/codes.ts';
import { FeishuRefusal, isRefusal } from '../../feishu/gateway/errors.ts';
import type { Finding, Fix } from './finding.ts';
import type { Patient } from './patient.ts';

/** What became of one mend. */
export interface Mended {
  what: string;
  done: boolean;
  says: string;
}

/** Ends of the endpoints that change an app. https://open.feishu.cn/document/application-v7/application/config */
const ENDS: Record<number, string> = {
  210020: 'a version waits for a review: an administrator has to agree to it first',
  210040: 'a version waits for a review: an administrator has to agree to it first',
  210302: 'a version waits for a review: an administrator has to agree to it first',
  210001: 'this app was not made in the developer console, and is changed where it was made',
  210015: 'this app was not made in the developer console, and is changed where it was made',
  210021: 'this app was not made in the developer console, and is changed where it was made',
  210035: 'this app was not made in the developer console, and is changed where it was made',
  210043: 'this app was not made in the developer console, and is changed where it was made',
  [codes.missingScope]:
    'the app may not change itself: grant application:application:patch, or scan the code of `feishu-approval-bot init` again',
};

const whyNot = (error: unknown): string => {
  if (!(error instanceof FeishuRefusal)) return (error as Error).message;
  return ENDS[error.code] ?? `${error.code} ${error.reason}`;
};

async function attempt(what: string, work: () => Promise<string> | string): Promise<Mended> {
  try {
    return { what, done: true, says: await work() };
  } catch (error) {
    return { what, done: false, says: whyNot(error) };
  }
}

const nextVersion = (version: string): string => {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)/.exec(version) ?? [];
  return patch === undefined ? '1.0.0' : `${major}.${minor}.${Number(patch) + 1}`;
};

/** Mends what the API and this machine allow of what was found; never throws. */
export async function mend(findings: Finding[], patient: Patient): Promise<Mended[]> {
  const fixes = findings.flatMap(({ fix }) => fix ?? []);
  const { machine } = patient;
  const mended: Mended[] = [];
  for (const fix of fixes) {
    if (fix.kind === 'private')
      mended.push(
        await attempt(fix.path, () => {
          machine.tighten(fix.path);
          return 'nobody else reads it now';
        }),
      );
    if (fix.kind === 'subscription')
      mended.push(
        await attempt(`subscription ${fix.name}`, () => patient.subscribe(fix.name).then(() => 'subscribed')),
      );
  }
  return [...mended, ...(await mendApp(fixes, patient))];
}

const named = (fixes: Fix[], kind: 'scope' | 'event' | 'callback') =>
  fixes.flatMap((fix) => (fix.kind === kind ? fix.name : []));

/** Events and callbacks are set together with the way on which they come. */
async function changeFor(fixes: Fix[], { app, settings }: Patient): Promise<AppChange | undefined> {
  const has = (kind: Fix['kind']) => fixes.some((fix) => fix.kind === kind);
  const [scopes, events, callbacks] = [
    named(fixes, 'scope'),
    named(fixes, 'event'),
    named(fixes, 'callback'),
  ];
  const contactsAsAvailability = has('contacts');
  const isHeard = events.length + callbacks.length > 0 || has('callback mode');
  if (!isHeard && scopes.length === 0 && !contactsAsAvailability) return undefined;
  if (!isHeard) return { scopes, contactsAsAvailability };
  const mode = settings.FEISHU_EVENT_MODE;
  const url = mode === 'webhook' ? (await app().catch(() => undefined))?.callbacks?.url : undefined;
  const channel = { mode, ...(url && { url }) };
  return { scopes, contactsAsAvailability, events, callbacks, channel };
}

const wordsFor = (change: AppChange): string =>
  [
    ...(change.scopes ?? []),
    ...(change.events ?? []),
    ...(change.callbacks ?? []),
    ...(change.channel?.mode === 'websocket' ? ['long connection'] : []),
    ...(change.contactsAsAvailability ? ['contact range'] : []),
  ].join(', ');

/** The bot first: some scopes take one. All of it acts once it is published. */
async function mendApp(fixes: Fix[], patient: Patient): Promise<Mended[]> {
  const { application } = patient.feishu;
  const mended: Mended[] = [];
  const menu = patient.manifest.botMenu;
  if (fixes.some(({ kind }) => kind === 'bot'))
    mended.push(await attempt('bot', () => application.switchBotOn(menu).then(() => 'switched on')));
  const change = await changeFor(fixes, patient);
  if (change)
    mended.push(await attempt(wordsFor(change), () => application.change(change).then(() => 'set')));
  const mayPublish =
    mended.length > 0 ? mended.every(({ done }) => done) : fixes.some(({ kind }) => kind === 'version');
  return mayPublish ? [...mended, await attempt('version', () => publish(patient, fixes))] : mended;
}

const NEEDS_A_NUMBER = 210304;

async function publish({ feishu, version, app }: Patient, fixes: Fix[]): Promise<string> {
  const changelog = 'feishu-approval-bot doctor --fix';
  const published = await feishu.application.publish(changelog).catch(async (error) => {
    if (!isRefusal(error, NEEDS_A_NUMBER)) throw error;
    const last = (await version().catch(() => undefined))?.version ?? '';
    return feishu.application.publish(changelog, nextVersion(last));
  });
  if (named(fixes, 'scope').length > 0) await feishu.application.applyForScopes().catch(ifNothingToAsk);
  const { waitingVersion } = await app(true).catch(() => ({ waitingVersion: '' }));
  return waitingVersion ? `${published} waits for an administrator's review` : `${published} is published`;
}

/** What is granted already needs no asking, nor what is asked for already. */
const NOTHING_TO_ASK = [212001, 212002, 212004];

function ifNothingToAsk(error: unknown): void {
  if (!isRefusal(error, ...NOTHING_TO_ASK)) throw error;
}
