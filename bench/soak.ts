import { loadWorld, type Sandbox, startSandbox, withCrowd } from '../sandbox/platform/index.ts';
import { type Child, startChild } from './child.ts';
import { median, table } from './figures.ts';

const MINUTES = Number(process.argv[2] ?? 20);
const PER_SECOND = 50;
const PEOPLE = 60;
const CALLS = '/open-apis/*';

/**
 * `npm run soak [minutes]`: 50 events a second for 20 minutes with faults on. At its end the queue must be empty, nothing
 * in quarantine, every command answered once and the memory flat; else it exits 1.
 */
async function main() {
  const sandbox = await startSandbox({ world: withCrowd(loadWorld('sandbox/world.yml'), PEOPLE) });
  const child = await startChild('dist/src/main.js', sandbox);
  await sandbox.connect(`${child.url}/webhook/event`);
  const asked: { id: string; person: string }[] = [];
  const memory: number[] = [];
  for (let second = 0; second < MINUTES * 60; second++) {
    trouble(sandbox);
    for (let n = 0; n < PER_SECOND; n++) ask(sandbox, second * PER_SECOND + n, asked);
    await pause(1_000);
    memory.push(child.memory()?.now ?? Number.NaN);
    if (second % 60 === 59)
      console.log(
        `minute ${(second + 1) / 60}: ${memory.at(-1)} MiB, ${await unfinished(child)} jobs waiting`,
      );
  }
  sandbox.faults.clear();
  const failures = await judge(sandbox, child, asked, memory);
  await child.stop();
  await sandbox.close();
  console.log(failures.length === 0 ? 'passed' : `FAILED:\n${failures.join('\n')}`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}

/** Five events of fifty ask for an answer: more the limit of 1,000 messages a minute would not let through. */
function ask(sandbox: Sandbox, n: number, asked: { id: string; person: string }[]) {
  if (n % 10 !== 0) return void sandbox.deliver(chatter(sandbox, n));
  const person = `person-${(n / 10) % PEOPLE}`;
  void sandbox
    .say({ from: person, chat: 'direct', text: '/ping' })
    .then(({ message_id }) => asked.push({ id: message_id, person }));
}

function chatter(sandbox: Sandbox, n: number): object {
  const [from, to] = [sandbox.person(`person-${n % PEOPLE}`), sandbox.person('lisi')];
  return {
    schema: '2.0',
    header: {
      event_id: `soak-${n}`,
      event_type: 'im.message.receive_v1',
      create_time: String(Date.now()),
      token: sandbox.app.verification_token,
    },
    event: {
      sender: {
        sender_id: { open_id: from.open_id },
        sender_type: 'user',
        tenant_key: sandbox.world.tenant_key,
      },
      message: {
        message_id: `om_soak${n}`,
        create_time: String(Date.now()),
        chat_id: sandbox.chat('purchasing').chat_id,
        chat_type: 'group',
        message_type: 'text',
        content: JSON.stringify({ text: '@_user_1 下午一起看一下？' }),
        mentions: [
          {
            key: '@_user_1',
            id: { open_id: to.open_id },
            name: to.name,
            tenant_key: sandbox.world.tenant_key,
          },
        ],
      },
    },
  };
}

/** A little of everything that can go wrong, anew each second. */
function trouble({ faults }: Sandbox) {
  faults.clear();
  faults.add({ on: 'delivery', times: 2, duplicate: 1 });
  const dice = Math.random();
  if (dice < 0.2) faults.add({ on: 'call', path: CALLS, times: 1, drop: 'after' });
  else if (dice < 0.4)
    faults.add({ on: 'call', path: CALLS, times: 1, answer: { status: 503, body: 'busy' } });
  else if (dice < 0.5)
    faults.add({ on: 'call', path: CALLS, times: 2, rateLimit: { status: 429, resetSeconds: 1 } });
  else if (dice < 0.6) faults.add({ on: 'call', path: CALLS, times: 3, delayMs: 1_500 });
}

async function judge(
  sandbox: Sandbox,
  child: Child,
  asked: { id: string; person: string }[],
  memory: number[],
) {
  const failures: string[] = [];
  for (let wait = 0; wait < 120 && (await unfinished(child)) > 0; wait++) await pause(1_000);
  const left = await unfinished(child);
  if (left > 0) failures.push(`${left} jobs are left after two minutes of rest`);
  const quarantined = await jobs(child, 'quarantined');
  if (quarantined > 0) failures.push(`${quarantined} jobs are in quarantine`);
  const wrong = asked.filter(({ id, person }) => answers(sandbox, id, person) !== 1);
  if (wrong.length > 0)
    failures.push(`${wrong.length} of ${asked.length} commands were not answered exactly once`);
  const quarter = Math.floor(memory.length / 4);
  const [early, late] = [median(memory.slice(quarter, 2 * quarter)), median(memory.slice(-quarter))];
  if (late > early * 1.2 + 10) failures.push(`memory grew from ${early} to ${late} MiB`);
  console.log(
    table(
      ['events', 'commands', 'memory in the second quarter', 'in the last'],
      [[memory.length * PER_SECOND, asked.length, `${early} MiB`, `${late} MiB`]],
    ),
  );
  return failures;
}

const answers = (sandbox: Sandbox, id: string, person: string) =>
  sandbox
    .messages(sandbox.directChat(person))
    .filter((message) => message.sender === 'bot' && message.parent_id === id).length;

const unfinished = async (child: Child) => (await jobs(child, 'ready')) + (await jobs(child, 'running'));

async function jobs(child: Child, state: string): Promise<number> {
  const text = await (await fetch(`${child.url}/metrics`)).text();
  const lines = text
    .split('\n')
    .filter((line) => line.startsWith('approval_bot_jobs{') && line.includes(`"${state}"`));
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

await main();
