import { FeishuRefusal } from '../../../feishu/gateway/errors.ts';
import { latestPeriod } from '../../../feishu/listed.ts';
import type { ProbingPort } from '../../../feishu/probing.ts';
import { shapeOf, variantOf } from './shape.ts';

/** One question that only a tenant answers, without a secret in what it says. */
export interface Answer {
  question: string;
  answer: string;
  details?: unknown;
}

export interface ProbeDeps {
  feishu: ProbingPort;
  approvalCode: string;
  /** open_ids: who copies, and to whom. The same where one administrator is named. */
  by: string;
  to: string;
  mode: string;
  /** Templates, each with values that are typical for it. */
  cards: { name: string; card: object }[];
  newId(): string;
  now(): number;
  /** Lets real time pass. */
  pause(ms: number): Promise<void>;
  /** How many approval_cc events the running bot has had. */
  ccEvents(): Promise<number>;
}

/** What the sandbox has to be set to, to behave like this tenant; only what was found out. */
export interface ProbeReport {
  answers: Answer[];
  variants: Record<string, string>;
}

/** What Feishu says may name people, chats and apps. */
const nameless = (text: string) =>
  text.replace(/\b(ou|on|oc|om|od|cli|img|t)[_-][\w-]+/g, '$1_…').slice(0, 300);

const why = (error: unknown) =>
  nameless(error instanceof FeishuRefusal ? `${error.code} ${error.reason}` : (error as Error).message);

/** Five messages a second go to one person. */
const BETWEEN_CARDS_MS = 500;

/** Whether Feishu takes a card; for one that it does not, with the code within its refusal and the place that it names. */
async function taken(send: () => Promise<unknown>): Promise<Omit<Answer, 'question'>> {
  try {
    await send();
    return { answer: 'taken' };
  } catch (error) {
    if (!(error instanceof FeishuRefusal)) throw error;
    const { code, reason } = error;
    const inner = /ErrCode:\s*(\d+)/.exec(reason)?.[1];
    return { answer: `refused: ${why(error)}`, details: { code, ...(inner && { inner: Number(inner) }) } };
  }
}

/** Asks what no page tells. It copies an approval and sends cards, so it must have been agreed to. */
export async function probe(deps: ProbeDeps): Promise<ProbeReport> {
  const answers: Answer[] = [];
  const variants: Record<string, string> = {};
  const ask = async (question: string, work: () => Promise<Omit<Answer, 'question'>>) => {
    const answer = await work().catch((error) => ({ answer: `not found out: ${why(error)}` }));
    answers.push({ question, ...answer });
  };
  const { feishu, approvalCode } = deps;
  const { from, to } = latestPeriod(deps.now());
  let instanceCode: string | undefined;
  await ask('the order of instances/query', async () => {
    const found = await feishu.instances(approvalCode, from, to);
    instanceCode = found.toSorted((a, b) => b.startedAt - a.startedAt)[0]?.code;
    return { answer: orderOf(found.map(({ startedAt }) => startedAt)) };
  });
  const code = instanceCode;
  if (code) await copied(deps, code, { ask, variants });
  else
    answers.push({
      question: 'what a copy causes',
      answer: 'not found out: start an approval of the definition first',
    });
  for (const { name, card } of deps.cards)
    await ask(`the card ${name}`, async () => {
      await deps.pause(BETWEEN_CARDS_MS);
      return taken(() => feishu.send({ openId: deps.to }, card, deps.newId()));
    });
  for (const question of ['how a pasted link arrives', 'numbers in links'])
    answers.push({
      question,
      answer:
        'run the bot with start --record FOLDER, and have a link to an approval pasted to it: the file shows it',
    });
  return { answers, variants };
}

interface Notes {
  ask(question: string, work: () => Promise<Omit<Answer, 'question'>>): Promise<void>;
  variants: Record<string, string>;
}

const LOOKS = 10;
const BETWEEN_MS = 3_000;

/** What a copy of our own causes. */
async function copied(deps: ProbeDeps, instanceCode: string, { ask, variants }: Notes): Promise<void> {
  const { feishu, approvalCode, by, to, mode } = deps;
  const before = await deps.ccEvents().catch(() => undefined);
  await ask('a copy by the API', async () => {
    await feishu.cc({ approvalCode, instanceCode, by, to: [to], comment: 'doctor --probe' });
    return { answer: 'taken' };
  });
  await ask('the CC in the timeline', async () => {
    const entry = await feishu.lastCc(instanceCode);
    if (!entry) return { answer: 'there is none' };
    const variant = variantOf(entry);
    if (variant !== 'unknown') variants.cc_timeline = variant;
    return { answer: variant, details: shapeOf(entry) };
  });
  await ask('whom search_cc.user_id means', async () => {
    if (by === to) return { answer: 'not found out: it takes two administrators in ADMIN_OPEN_IDS' };
    const found = await until(deps, async () => {
      const [recipient, copier] = [
        await feishu.lists(to, instanceCode),
        await feishu.lists(by, instanceCode),
      ];
      return recipient !== copier ? (recipient ? 'recipient' : 'copier') : undefined;
    });
    if (found) variants.search_cc = found;
    return { answer: found ?? `not found out within ${(LOOKS * BETWEEN_MS) / 1_000} s` };
  });
  await ask('whether approval_cc follows a copy of our own', async () => {
    if (before === undefined) return { answer: 'not found out: no running bot could be asked' };
    const came = await until(deps, async () => ((await deps.ccEvents()) > before ? mode : undefined));
    return { answer: came ? `yes, by ${came}` : `no, not within ${(LOOKS * BETWEEN_MS) / 1_000} s` };
  });
}

async function until<T>({ pause }: ProbeDeps, look: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let n = 0; n < LOOKS; n++) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await pause(BETWEEN_MS);
  }
  return undefined;
}

function orderOf(times: number[]): string {
  if (times.length < 2) return 'not found out: it takes two approvals of the definition within 30 days';
  const sorted = times.toSorted((a, b) => a - b);
  if (String(times) === String(sorted)) return 'oldest first';
  return String(times) === String(sorted.reverse()) ? 'newest first' : 'neither by start';
}
