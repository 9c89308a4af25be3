import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Days of a test's clock take a busy machine a while; how soon something must happen, a test says itself. */
const common = {
  testTimeout: 180_000,
  hookTimeout: 60_000,
  isolate: false,
  setupFiles: ['test/support/oracles.ts'],
};
/**
 * With PostgreSQL beneath the bot, when there is one: what lives from the database, and every statement at least once, which
 * the end of a whole run with EVERY_STATEMENT=1 looks at (test/support/statements.ts). What never differs there runs on the embedded engine only.
 */
const onPostgresToo = [
  'test/dispatch/messages.test.ts',
  'test/dispatch/press/*.test.ts',
  'test/handlers/{clock-jumps,names}.test.ts',
  'test/handlers/cc/{about,cc,outage,picker,receipts,replicas}.test.ts',
  'test/handlers/create/{create,languages,pace,status}.test.ts',
  'test/handlers/digest/{roster,run,sending,told,unread}.test.ts',
  'test/ops/{doctor/trouble,slash-commands}.test.ts',
  'test/third-party/{cc,forgotten,owners,quick,races,reconcile,told,unread}.test.ts',
];
const inBrowser = ['test/sandbox/page/**/*.test.ts'];
const inProcesses = ['test/drills/**/*.test.ts'];
/** Restarts the server on which the other drills have their databases, so it comes when they are through. */
const restarting = ['test/drills/replicas.test.ts'];

/** What waits longest for real time to pass: begun last, it would run alone in the end. */
const longest = ['drills/random-kills', 'drills/digest', 'page/week'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((name) => moduleId.includes(name));
      return place < 0 ? longest.length : place;
    };
    const group = ({ project }: TestSpecification) => project.config.sequence.groupOrder;
    return (await super.sort(files)).sort((a, b) => group(a) - group(b) || rank(a) - rank(b));
  }
}

/** What a page comes to show is waited for; how soon it must, a test says itself. */
const patient = { expect: { poll: { timeout: 60_000 } } };

/** Leases end and Feishu repeats its deliveries in real time. */
const long = { testTimeout: 600_000 };

/** Drills run the compiled program, and browsers the built page. */
const built = { globalSetup: ['test/support/build.ts'] };

/** Processes that are killed wait most of the time, for leases and redeliveries: the rest is tested meanwhile. */
const together = { maxWorkers: Math.max(3, availableParallelism()) };

/** Browsers come after the rest, and wait for pages. */
const after = { maxWorkers: Math.max(4, availableParallelism()), sequence: { groupOrder: 1 } };
const last = { sequence: { groupOrder: 2 } };

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    globalSetup: [
      'test/support/temporary.ts',
      'test/support/announce-engines.ts',
      'test/support/statements.ts',
      'test/support/oracles-total.ts',
    ],
    projects: [
      {
        test: {
          ...common,
          ...together,
          name: 'bot',
          include: ['test/**/*.test.ts'],
          exclude: [...inBrowser, ...inProcesses],
        },
      },
      ...(process.env.TEST_DATABASE_URL
        ? [
            {
              test: {
                ...common,
                ...together,
                name: 'postgres',
                include: onPostgresToo,
                env: { OFFICE_ENGINE: 'postgres' },
              },
            },
          ]
        : []),
      { test: { ...common, ...built, ...patient, ...after, name: 'page', include: inBrowser } },
      {
        test: {
          ...common,
          ...built,
          ...together,
          ...long,
          name: 'drills',
          include: inProcesses,
          exclude: restarting,
        },
      },
      { test: { ...common, ...built, ...last, ...long, name: 'replicas', include: restarting } },
    ],
  },
});
