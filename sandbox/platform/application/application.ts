import type { SandboxClock } from '../clock.ts';
import { derivedHex, type IdSource } from '../ids.ts';
import type { World } from '../world/schema.ts';
import { type AppConfig, emptyConfig, liveConfig, takeEffect } from './config.ts';
import { createRegistrations, type Registrations } from './registrations.ts';

/** As `app_versions` counts them. */
export const STATUS = { approved: 1, rejected: 2, inReview: 3 } as const;

export interface AppVersion {
  readonly version_id: string;
  readonly version: string;
  status: (typeof STATUS)[keyof typeof STATUS];
  /** Unix time in milliseconds. */
  readonly create_time: number;
  publish_time?: number;
  readonly remark: string;
  readonly changelog: string;
  readonly config: AppConfig;
}

export type Notes = Pick<AppVersion, 'remark' | 'changelog'> & { version?: string };

/** The app in the developer console: what is being edited, the versions, and the people who scan. */
export interface Application {
  /** What the console shows, and the next version will carry. */
  draft: AppConfig;
  /** Oldest first. */
  versions: AppVersion[];
  readonly registrations: Registrations;
  /** How often the tenant's administrator was asked for scopes since the last version. */
  applied: number;
  /** Where callbacks go that don't go where events go. */
  callbackUrl: string | undefined;
  readonly online: () => AppVersion | undefined;
  readonly inReview: () => AppVersion | undefined;
  /** Submits what the draft has: in force at once, or with `review` when an administrator has looked at it. */
  submit(notes: Notes, review: boolean): AppVersion;
  /** An administrator looks at the version that waits. @throws when none does */
  decide(decision: 'approve' | 'reject'): void;
  /** An administrator grants scopes that were ticked. */
  grant(...scopes: string[]): void;
  /** Whether Feishu sends events or callbacks of this type to the app. */
  sends(kind: 'events' | 'callbacks', type: string): boolean;
}

const FIRST = '1.0.0';

export function nextVersion(versions: readonly AppVersion[]): string {
  const [major = 1, minor = 0, patch = -1] = versions.at(-1)?.version.split('.').map(Number) ?? [];
  return `${major}.${minor}.${patch + 1}`;
}

interface Parts {
  readonly world: World;
  readonly clock: SandboxClock;
  readonly ids: IdSource;
  /** A version has come, or was decided on. */
  changed(): void;
}

/** The app as the world has it. What is in force stands in the world itself. */
export function createApplication({ world, clock, ids, changed }: Parts): Application {
  const { console } = world.app;
  const last = (status: number) => () => app.versions.findLast((one) => one.status === status);
  const online = last(STATUS.approved);
  const put = (version: AppVersion) => {
    Object.assign(version, { status: STATUS.approved, publish_time: clock.now() });
    takeEffect(version.config, world);
    app.applied = 0;
  };
  const app: Application = {
    draft: liveConfig(world),
    versions: [],
    registrations: createRegistrations({ clock, ids }),
    applied: 0,
    callbackUrl: undefined,
    online,
    inReview: last(STATUS.inReview),
    submit({ remark, changelog, version = nextVersion(app.versions) }, review) {
      const submitted: AppVersion = {
        ...{ version_id: `oav_${ids.hex(32)}`, version, status: STATUS.inReview, create_time: clock.now() },
        ...{ remark, changelog, config: structuredClone(app.draft) },
      };
      app.versions.push(submitted);
      if (!review) put(submitted);
      changed();
      return submitted;
    },
    decide(decision) {
      const waiting = app.inReview();
      if (!waiting) throw new Error('no version of the app waits for a review');
      if (decision === 'approve') put(waiting);
      else waiting.status = STATUS.rejected;
      changed();
    },
    grant(...scopes) {
      app.draft.scopes = [...new Set([...app.draft.scopes, ...scopes])];
      world.app.scopes = [...new Set([...world.app.scopes, ...scopes])];
      changed();
    },
    sends(kind, type) {
      const subscribed = console[kind];
      return console.enabled && online() !== undefined && (subscribed === 'all' || subscribed.includes(type));
    },
  };
  begin(app, world, clock);
  return app;
}

/** What the app is like before anybody has done anything. */
function begin(app: Application, world: World, clock: SandboxClock): void {
  const { console, encrypt_key, verification_token } = world.app;
  if (console.published)
    app.versions.push({
      ...{ version_id: `oav_${derivedHex('first version')}`, version: FIRST, status: STATUS.approved },
      ...{ create_time: clock.now(), publish_time: clock.now(), remark: '', changelog: '' },
      config: liveConfig(world),
    });
  else takeEffect({ ...emptyConfig([], verification_token), encrypt_key }, world);
  app.draft.scopes.push(...console.asked_scopes);
  if (console.in_review) app.submit({ remark: '', changelog: '' }, true);
}
