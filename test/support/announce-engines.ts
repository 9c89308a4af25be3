import { hasPostgres } from './postgres.ts';

const SKIPPED =
  'PostgreSQL was NOT tested: TEST_DATABASE_URL is not set. `npm run test:postgres` starts one and tests both engines.';

/** Says before and after the tests which engine they leave out; where nobody reads, leaving one out is a failure. */
export default function announce() {
  if (hasPostgres) return;
  if (process.env.CI) throw new Error(SKIPPED);
  const shout = () => void process.stderr.write(`\n\x1b[1;33m!!! ${SKIPPED}\x1b[0m\n\n`);
  shout();
  return shout;
}
