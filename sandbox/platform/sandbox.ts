import type { RequestHandler } from 'express';
import { type Application, createApplication } from './application/application.ts';
import { type ScanOptions, scan } from './application/scan.ts';
import type { Instance } from './approval/model.ts';
import { createPageTokens } from './approval/pages.ts';
import { createApprovals } from './approval/state.ts';
import { createTokens } from './auth/tokens.ts';
import type { CallLog } from './calls.ts';
import { createChanges, type Watcher } from './changes.ts';
import { realClock, type SandboxClock } from './clock.ts';
import { endpoints } from './endpoints.ts';
import { connect } from './events/connect.ts';
import { createDeliveries, type DeliverOptions, type Delivery } from './events/deliveries.ts';
import type { WireResult } from './events/wire.ts';
import { createExternals } from './external/state.ts';
import { createFaults, type Faults } from './faults.ts';
import { listen } from './http/server.ts';
import { type IdSource, randomIds } from './ids.ts';
import { createMessages } from './im/model.ts';
import { createResources } from './im/resources.ts';
import { createSentOnce } from './im/sent-once.ts';
import { createLimiter } from './limits.ts';
import type { Connection } from './long-connection/connection.ts';
import { createConnections } from './long-connection/connections.ts';
import type { Callback } from './people/callbacks.ts';
import { type ClickEvent, type ClickOptions, clickEvent, sendCallback } from './people/click.ts';
import { type Performers, performers } from './people/performers.ts';
import { type QuickApproveOptions, type QuickApproveResult, quickApprove } from './people/quick-approve.ts';
import { type SandboxMessage, shownMessages } from './people/shown.ts';
import type { Platform } from './platform.ts';
import { type SealedRequest, type SealOptions, seal } from './seal.ts';
import { type Chat, createChats } from './world/chats.ts';
import { createDirectory } from './world/directory.ts';
import type { Person, World } from './world/schema.ts';

export interface SandboxOptions {
  world: World;
  /** Wall time when left out. */
  clock?: SandboxClock;
  /** 0, the default, takes a free one. */
  port?: number;
  host?: string;
  ids?: IdSource;
}

export interface Sandbox extends Performers {
  readonly url: string;
  readonly world: World;
  readonly clock: SandboxClock;
  readonly app: Pick<
    World['app'],
    'app_id' | 'app_secret' | 'encrypt_key' | 'verification_token' | 'open_id'
  >;
  /** These four take handles, and throw for one that the world does not have. */
  person(handle: string): Person;
  chat(handle: string): Chat;
  directChat(handle: string): Chat;
  instance(handle: string): Instance;
  /** Saves the request URL after checking it; throws when the check fails. */
  connect(webhookUrl: string): Promise<void>;
  /**
   * Switches events and callbacks to the long connection, as the console does; throws while no client is connected. Where no
   * request URL was ever saved, the long connection is in use anyway.
   */
  useLongConnection(): void;
  /** The clients of the long connection, in the order of their coming. */
  readonly connections: readonly Connection[];
  clickEvent(options: ClickOptions): ClickEvent;
  /** What the chat shows, oldest first; a handle, `direct:` and a person's handle, or a chat itself. */
  messages(chat: string | Chat): SandboxMessage[];
  readonly calls: readonly CallLog[];
  readonly deliveries: readonly Delivery[];
  readonly faults: Faults;
  /** Acts on a third-party task; resolves with what the person sees. */
  quickApprove(options: QuickApproveOptions): Promise<QuickApproveResult>;
  /** Calls back on every change that somebody could see; returns what ends it. */
  watch(watcher: Watcher): () => void;
  /** Serves a page beside the API. */
  mount(handler: RequestHandler): void;
  /** The inside, for what shows it. */
  readonly platform: Platform;
  seal(payload: object, options?: SealOptions): SealedRequest;
  /** Sends a callback that is made already, once, as it is; it is on record with its answer. */
  sendCallback(callback: Callback, sealed: SealedRequest): Promise<WireResult>;
  /** Sends any event through the delivery machinery; resolves when it is delivered or given up. */
  deliver(payload: object, options?: DeliverOptions): Promise<Delivery>;
  /** Scans the code that a device shows, by its link, and confirms or refuses what it asks for. */
  scan(link: string, options: ScanOptions): void;
  /** What an administrator does about the app: looks at a version, grants scopes. */
  readonly admin: Pick<Application, 'decide' | 'grant'>;
  /** Makes every access token invalid. */
  revokeTokens(): void;
  close(): Promise<void>;
}

function createPlatform({ world, clock = realClock(), ids = randomIds() }: SandboxOptions): Platform {
  const directory = createDirectory(world);
  const faults = createFaults();
  const changes = createChanges();
  const connections = createConnections({ world, clock, ids, faults });
  const changed = () => changes.tell({ kind: 'application' });
  const application = createApplication({ world, clock, ids, changed });
  return {
    world,
    clock,
    ids,
    directory,
    faults,
    application,
    chats: createChats(world, directory),
    approvals: createApprovals(world, directory, clock.now()),
    externals: createExternals(world),
    messages: createMessages(),
    sentOnce: createSentOnce(clock),
    pages: createPageTokens(ids),
    tokens: createTokens(clock, ids),
    limiter: createLimiter(clock),
    resources: createResources(ids),
    changes,
    calls: [],
    callbacks: [],
    started: clock.now(),
    acts: [],
    connections,
    deliveries: createDeliveries({
      clock,
      ids,
      faults,
      connections,
      app: world.app,
      application,
      changes,
    }),
  };
}

function useLongConnection({ connections, deliveries }: Platform): void {
  if (connections.open.length === 0) throw new Error('no client of the long connection is connected');
  deliveries.url = undefined;
}

/** Starts Feishu on this machine: the HTTP API under `url`, and the people of the world through the methods. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const platform = createPlatform(options);
  const { world, clock, ids, directory, chats, approvals, deliveries, connections } = platform;
  const closed = new AbortController();
  const server = await listen(endpoints, platform, options.port ?? 0, options.host ?? '127.0.0.1');
  const chat = (handle: string) => chats.group(handle);
  return {
    url: server.url,
    world,
    clock,
    app: world.app,
    person: (handle) => directory.person(handle),
    chat,
    directChat: (handle) => chats.direct(directory.person(handle)),
    instance: (handle) => approvals.instanceByHandle(handle),
    connect: (webhookUrl) => connect(webhookUrl, platform, closed.signal),
    useLongConnection: () => useLongConnection(platform),
    connections: connections.open,
    ...performers(platform, closed.signal),
    quickApprove: (options) => quickApprove(options, platform, closed.signal),
    clickEvent: (options) => clickEvent(options, platform),
    messages: (where) => shownMessages(typeof where === 'string' ? chat(where) : where, platform),
    watch: platform.changes.watch,
    mount: server.mount,
    platform,
    calls: platform.calls,
    deliveries: deliveries.all,
    faults: platform.faults,
    seal: (payload, sealOptions) => seal(payload, world.app.encrypt_key, clock, ids, sealOptions),
    sendCallback: (callback, sealed) => sendCallback(callback, sealed, platform, closed.signal),
    deliver: (payload, deliverOptions) => deliveries.send(payload, { anyway: true, ...deliverOptions }),
    scan: (link, scanOptions) => scan(link, scanOptions, platform),
    admin: platform.application,
    revokeTokens: () => platform.tokens.revokeAll(),
    close: async () => {
      closed.abort();
      deliveries.close();
      await server.close();
    },
  };
}
