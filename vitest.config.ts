import { defineConfig } from 'vitest/config';

const common = { testTimeout: 20_000, hookTimeout: 20_000 };
/** What is tested through the whole bot runs once more with PostgreSQL beneath it, when there is one. */
const throughTheBot = ['test/handlers/**/*.test.ts', 'test/dispatch/**/*.test.ts'];
const postgres = {
  test: { ...common, name: 'postgres', include: throughTheBot, env: { OFFICE_ENGINE: 'postgres' } },
};

export default defineConfig({
  test: {
    globalSetup: ['test/support/build.ts', 'test/support/announce-engines.ts'],
    projects: [
      { test: { ...common, name: 'bot', include: ['test/**/*.test.ts'] } },
      ...(process.env.TEST_DATABASE_URL ? [postgres] : []),
    ],
  },
});
