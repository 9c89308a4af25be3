// The control of the digests' drill: reads from a file who has got theirs, goes through the others, and crosses each off
// there once the card is sent.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { naiveLoop } from '../../dist/bench/naive-digest.js';

const { FEISHU_BASE_URL: url, FEISHU_APP_ID: app_id, FEISHU_APP_SECRET: app_secret } = process.env;
const { PORT, DATA_DIR, PEOPLE } = process.env;
const file = `${DATA_DIR}/sent`;
const sent = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];

createServer((_request, response) => response.end('{}')).listen(Number(PORT), '127.0.0.1');
// Another that starts at the same time has read the same list.
await sleep(2_000);
await naiveLoop(
  { url, app_id, app_secret },
  PEOPLE.split(',').filter((person) => !sent.includes(person)),
  { sleep },
  (person) => appendFileSync(file, `${person}\n`),
);
