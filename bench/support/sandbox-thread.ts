import { parentPort, workerData } from 'node:worker_threads';
import { type SandboxClock, startSandbox } from '../../sandbox/platform/index.ts';
import { company } from './company.ts';

/** What the thread counts. */
export interface Counts {
  searches: number;
  sends: number;
  refused: number;
  /** Most messages that one person got. */
  mostEach: number;
  /** People who were searched for though nothing waits for them. */
  searchedInVain: number;
}

export interface ThreadData {
  worldFile: string;
  people: number;
  time: SharedArrayBuffer;
}

/** The sandbox in a thread of its own, so that its memory is not taken for that of the bot; the time is the main thread's. */
async function serve({ worldFile, people, time }: ThreadData) {
  const shared = new Float64Array(time);
  const clock: SandboxClock = {
    now: () => shared[0] as number,
    sleep: () => new Promise(() => undefined),
    advance: async () => undefined,
  };
  const world = company(worldFile, people);
  const nothing = new Set(world.people.flatMap((person, n) => (n % 5 === 0 ? [person.open_id] : [])));
  const sandbox = await startSandbox({ world, clock });
  const count = (): Counts => {
    const { calls } = sandbox;
    const of = (path: string) => calls.filter((call) => call.path === path && call.code === 0);
    const searches = of('/open-apis/approval/v4/instances/search_cc');
    const perPerson = new Map<unknown, number>();
    for (const call of of('/open-apis/im/v1/messages')) {
      const to = (call.body as { receive_id: string }).receive_id;
      perPerson.set(to, (perPerson.get(to) ?? 0) + 1);
    }
    return {
      searches: searches.length,
      sends: [...perPerson.values()].reduce((sum, n) => sum + n, 0),
      refused: calls.filter((call) => call.code !== 0).length,
      mostEach: Math.max(0, ...perPerson.values()),
      searchedInVain: searches.filter((call) => nothing.has((call.body as { user_id: string }).user_id))
        .length,
    };
  };
  const { app_id, app_secret, encrypt_key, verification_token } = sandbox.app;
  parentPort?.on('message', () => parentPort?.postMessage(count()));
  parentPort?.postMessage({ url: sandbox.url, app_id, app_secret, encrypt_key, verification_token });
}

void serve(workerData as ThreadData);
