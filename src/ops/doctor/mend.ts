import type { AppChange } from '../../feishu/application/port.ts';
import { codes } from '../../feishu/gateway/codes.ts';
import { FeishuRefusal, isRefusal } from '../../feishu/gateway/errors.ts';
import { switchBotOn } from '../setup/bot.ts';
import { ENDS } from '../setup/ending.ts';
import { markIn } from '../setup/mark.ts';
import { publish } from '../setup/publish.ts';
import type { Finding, Fix } from './finding.ts';
import type { Patient } from './patient.ts';

/** What became of one mend. */
export interface Mended {
  what: string;
  done: boolean;
  says: string;
}

const IN_REVIEW = 'a version waits for a review: an administrator has to agree to it first';
const ELSEWHERE = 'this app was not made in the developer console, and is changed where it was made';

/** Ends of the endpoints that change an app. */
const WORDS: Record<number, string> = {
  ...Object.fromEntries(ENDS.inReview.map((code) => [code, IN_REVIEW])),
  ...Object.fromEntries(ENDS.notOfConsole.map((code) => [code, ELSEWHERE])),
  [codes.missingScope]:
    'the app may not change itself: grant application:application:patch, or scan the code of `feishu-approval-bot init` again',
};

const whyNot = (error: unknown): string => {
  if (!(error instanceof FeishuRefusal)) return (error as Error).message;
  return WORDS[error.code] ?? `${error.code} ${error.reason}`;
};

async function attempt(what: string, work: () => Promise<string> | string): Promise<Mended> {
  try {
    return { what, done: true, says: await work() };
  } catch (error) {
    return { what, done: false, says: whyNot(error) };
  }
}

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
  if (fixes.some(({ kind }) => kind === 'bot'))
    mended.push(
      await attempt('bot', async () => {
        const notes = await switchBotOn(application, patient.manifest);
        return ['switched on', ...notes.map((note) => note.trim())].join('; ');
      }),
    );
  const change = await changeFor(fixes, patient);
  if (change)
    mended.push(await attempt(wordsFor(change), () => application.change(change).then(() => 'set')));
  const mayPublish =
    mended.length > 0 ? mended.every(({ done }) => done) : fixes.some(({ kind }) => kind === 'version');
  return mayPublish ? [...mended, await attempt('version', () => submit(patient, fixes))] : mended;
}

/** What `init` has written down with the version in force stays true, and stays: else it would set all of it up again. */
async function noteFor({ version }: Patient): Promise<string> {
  const notes = (await version().catch(() => undefined))?.notes ?? '';
  return ['feishu-approval-bot doctor --fix', ...(markIn(notes) ?? [])].join('; ');
}

async function submit(patient: Patient, fixes: Fix[]): Promise<string> {
  const { feishu, app } = patient;
  const published = await publish(feishu.application, await noteFor(patient));
  if (named(fixes, 'scope').length > 0) await feishu.application.applyForScopes().catch(ifNothingToAsk);
  const { waitingVersion } = await app(true).catch(() => ({ waitingVersion: '' }));
  return waitingVersion ? `${published} waits for an administrator's review` : `${published} is published`;
}

function ifNothingToAsk(error: unknown): void {
  if (!isRefusal(error, ...ENDS.nothingToApplyFor)) throw error;
}
