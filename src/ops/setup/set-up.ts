import type { AppState, AppVersion } from '../../feishu/application/answers.ts';
import type { AppChange, ApplicationPort, Whom } from '../../feishu/application/port.ts';
import { codes } from '../../feishu/gateway/codes.ts';
import { isRefusal } from '../../feishu/gateway/errors.ts';
import type { Manifest } from '../../feishu/manifest.ts';
import { switchBotOn } from './bot.ts';
import { ENDS, type Ending, endingOf } from './ending.ts';
import { markOf } from './mark.ts';
import { publish } from './publish.ts';

/** How the app is to be, beside what the manifest says. */
export interface Wish {
  channel: { mode: 'websocket' } | { mode: 'webhook'; url: string };
  keys?: { encryptKey: string; verificationToken: string } | undefined;
  /** Only what was asked for is changed. */
  availability?: Whom | undefined;
  contacts?: Whom | 'as availability' | undefined;
}

export interface SetUpDeps {
  application: ApplicationPort;
  manifest: Manifest;
  say(line: string): void;
}

export const wantedScopes = ({ scopes }: Manifest): string[] =>
  scopes.filter(({ optional }) => !optional).map(({ name }) => name);

const names = (list: { name: string }[]) => list.map(({ name }) => name);

/** What Feishu lets the app know of itself; where a scope is missing, that is less. */
interface Known {
  app: AppState | undefined;
  version: AppVersion | undefined;
  granted: string[];
}

const ifMayNot = (error: unknown): undefined => {
  if (!isRefusal(error, codes.missingScope, ENDS.notInstalled)) throw error;
  return undefined;
};

async function look({ application }: SetUpDeps): Promise<Known> {
  const app = await application.app().catch(ifMayNot);
  const online = app?.onlineVersion;
  const version = online ? await application.version(online).catch(ifMayNot) : undefined;
  return { app, version, granted: (await application.grantedScopes().catch(ifMayNot)) ?? [] };
}

/** What was asked for and is not granted: without `needed` there is somebody who is failed; the others can wait. */
function missingScopes({ scopes }: Manifest, granted: string[]): { needed: string[]; others: string[] } {
  const missing = scopes.filter((one) => !one.optional && !one.setup && !granted.includes(one.name));
  return {
    needed: names(missing.filter(({ dispensable }) => !dispensable)),
    others: names(missing.filter(({ dispensable }) => dispensable)),
  };
}

function isAsWished({ app, version, granted }: Known, manifest: Manifest, wish: Wish): boolean {
  if (!app || !version || wish.availability || wish.contacts) return false;
  const { callbacks } = app;
  const hasAll = (has: string[] | undefined, wanted: string[]) => wanted.every((one) => has?.includes(one));
  return (
    version.notes.includes(markOf(manifest, wish.channel)) &&
    missingScopes(manifest, granted).needed.length === 0 &&
    hasAll(version.events, names(manifest.events)) &&
    hasAll(callbacks?.names, names(manifest.callbacks)) &&
    callbacks?.mode === wish.channel.mode
  );
}

/**
 * Makes the app what the manifest and the wish say, as far as Feishu lets an app change itself, and publishes it. Done twice
 * it is done once. Throws what is no statement of Feishu about the app, such as that it can't be reached.
 */
export async function setUp(deps: SetUpDeps, wish: Wish): Promise<Ending> {
  const { manifest, say } = deps;
  const known = await look(deps);
  if (known.app?.stopped) return { state: 'stopped' };
  if (isAsWished(known, manifest, wish)) return { state: 'ready', notes: ['  It was so already.'] };
  if (known.app?.waitingVersion) return { state: 'waits' };
  const notes: string[] = [];
  try {
    notes.push(...(await switchBotOn(deps.application, manifest)));
    say('✓ bot and menu');
    notes.push(...(await configure(deps, changeFor(manifest, wish))));
    say('✓ scopes, events and callbacks');
    const mark = markOf(manifest, wish.channel);
    say(`✓ version ${await publish(deps.application, mark)}`);
  } catch (error) {
    const ending = endingOf(error);
    if (!ending) throw error;
    return ending;
  }
  return outcome(deps, notes);
}

function changeFor(manifest: Manifest, { channel, keys, availability, contacts }: Wish): AppChange {
  return {
    scopes: wantedScopes(manifest),
    events: names(manifest.events),
    callbacks: names(manifest.callbacks),
    channel,
    ...(keys && { keys }),
    ...(availability && { availability }),
    ...(contacts === 'as availability' && { contactsAsAvailability: true }),
    ...(contacts && contacts !== 'as availability' && { contacts }),
  };
}

async function configure({ application }: SetUpDeps, change: AppChange): Promise<string[]> {
  const whole = () => application.change(change).then((): string[] => []);
  try {
    return await whole();
  } catch (error) {
    if (isRefusal(error, ENDS.badConfig)) return onePerCall(application, change);
    if (!isRefusal(error, ENDS.needsBot)) throw error;
    // Where the bot, too, is there with a version only.
    await publish(application, 'feishu-approval-bot: the bot');
    return whole();
  }
}

/** One name that this platform does not know has all of them refused: each goes on its own, and those are said. */
async function onePerCall(application: ApplicationPort, change: AppChange): Promise<string[]> {
  const { scopes = [], events = [], callbacks = [], ...rest } = change;
  await application.change(rest);
  const { channel } = change;
  const each: [name: string, AppChange][] = [
    ...scopes.map((name): [string, AppChange] => [name, { scopes: [name] }]),
    ...events.map((name): [string, AppChange] => [name, { events: [name], ...(channel && { channel }) }]),
    ...callbacks.map((name): [string, AppChange] => [
      name,
      { callbacks: [name], ...(channel && { channel }) },
    ]),
  ];
  const unknown: string[] = [];
  for (const [name, one] of each)
    await application.change(one).catch((error) => {
      if (!isRefusal(error, ENDS.badConfig)) throw error;
      unknown.push(name);
    });
  return unknown.map((name) => `  Feishu does not know ${name} here: what needs it will not work`);
}

const canWait = (scope: string) => `  ${scope} is not granted yet; the bot works without it`;

/** What the version has come to. Scopes that an administrator has to grant are asked for. */
async function outcome(deps: SetUpDeps, notes: string[]): Promise<Ending> {
  const { app, granted } = await look(deps);
  if (app?.waitingVersion) return { state: 'waits' };
  const { needed, others } = missingScopes(deps.manifest, granted);
  if (needed.length + others.length > 0)
    await deps.application.applyForScopes().catch((error) => {
      if (!isRefusal(error, ...ENDS.nothingToApplyFor)) throw error;
    });
  if (needed.length > 0) return { state: 'waits', scopes: needed };
  return { state: 'ready', notes: [...notes, ...others.map(canWait)] };
}

/** Gives the scope back that is for setting the app up. Resolves with the ending; `ready` when it is not granted any more. */
export async function revoke(deps: SetUpDeps): Promise<Ending> {
  const { application, manifest } = deps;
  const setup = names(manifest.scopes.filter((scope) => scope.setup));
  const known = await look(deps);
  if (!setup.some((name) => known.granted.includes(name))) return { state: 'ready', notes: [] };
  try {
    await application.change({ removedScopes: setup });
    // Where it acts at once, there is nothing left to publish with.
    await publish(application, known.version?.notes.trim().split('\n')[0] || 'feishu-approval-bot').catch(
      (error) => {
        if (!isRefusal(error, codes.missingScope)) throw error;
      },
    );
  } catch (error) {
    const ending = endingOf(error);
    if (!ending) throw error;
    return ending;
  }
  const { granted } = await look(deps);
  return setup.some((name) => granted.includes(name)) ? { state: 'waits' } : { state: 'ready', notes: [] };
}
