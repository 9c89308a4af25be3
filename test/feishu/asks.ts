import path from 'node:path';
import type { BodyFault } from '../../sandbox/platform/fault.ts';
import { type CallLog, type SandboxClock, startSandbox } from '../../sandbox/platform/index.ts';
import { application } from '../../src/feishu/application/application.ts';
import type { ApplicationPort } from '../../src/feishu/application/port.ts';
import { FeishuUnreachable } from '../../src/feishu/gateway/errors.ts';
import { usualTimings } from '../../src/feishu/long-connection/port.ts';
import { type Platform, platform } from '../../src/feishu/platform.ts';
import { openStore } from '../../src/store/open.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { pdf } from '../handlers/create/desk.ts';
import { START } from '../support/clock.ts';
import { temporaryFolder } from '../support/engines.ts';
import { capturedLog } from '../support/log.ts';
import { exampleWorld } from '../support/world.ts';
import { example } from '../third-party/desk.ts';

/** A clock on which nobody ever waits: it leaps to where the sleep would have ended. */
function leapingClock(): SandboxClock {
  let time = START;
  return {
    now: () => time,
    sleep: async (ms) => {
      time += ms;
    },
    advance: async (ms) => {
      time += ms;
    },
  };
}

const purchase = '7C468A54-8745-2245-9675-08B7C63E7A81';
/** One for each write: those on the same have to wait for each other. */
const instances = (n: number) => `81D31358-93AF-92D6-7425-01A5D67C4E0${n}`;
const zhangsan = 'ou_94d750c95b9a3e4f9e75abd3b603b00c';
const lisi = 'ou_c5301c290ef30f0c9cf8450aef26821d';
const department = 'od-48aed2054dbe2ac68353cf497734b867';
const period = { from: START - 20 * 86_400_000, to: START };
const card = { schema: '2.0', body: { elements: [] } };
const creation = { approvalCode: purchase, initiator: zhangsan, departmentId: undefined, form: [] };
const cc = (n: number) => ({
  approvalCode: purchase,
  instanceCode: instances(n),
  by: zhangsan,
  to: [lisi],
  comment: '',
});
const instance = { ...creation, approvers: [], ccs: [], uuid: 'uuid-1' };
const externalDefinition = {
  approval_name: '@i18n@name',
  approval_code: 'crm-discount',
  group_code: 'crm',
  external: {},
  i18n_resources: [],
};
const slashCommand = { name: 'cc', about: { zh_cn: '抄送', en_us: 'CC', ja_jp: '共有' } };
const timed = { id: '1', updateTime: START, tasks: [] };

async function all(pages: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of pages);
}

/** Something of each kind that the bot ever asks Feishu; whether it is granted is of no interest here. */
const asks = (
  { feishu, historic, app }: { feishu: Platform; historic: Platform; app: ApplicationPort },
  file: { messageId: string; key: string },
) => [
  () => feishu.gateway.checkToken(),
  () => feishu.bot.openId(),
  () => feishu.approvals.instance(instances(1)),
  () => feishu.approvals.cc(cc(1)),
  () => historic.approvals.cc(cc(2)),
  () => feishu.creations.create(instance),
  () => historic.creations.create(instance),
  () => feishu.creations.preview(creation),
  () => feishu.creations.cancel({ approvalCode: purchase, instanceCode: instances(3), initiator: zhangsan }),
  () => feishu.lists.initiatedBy(zhangsan, period),
  () => feishu.lists.tasksOf(zhangsan, 'todo'),
  () => feishu.copies.unread(lisi),
  () => feishu.definitions.definition(purchase),
  () => feishu.definitions.subscribe(purchase),
  () => feishu.directory.find({ emails: ['lisi@example.com'], mobiles: [] }),
  () => feishu.directory.userIds([zhangsan]),
  () => feishu.directory.openIdOf('16fb9ff3'),
  () => feishu.directory.departmentsOf(zhangsan),
  () => feishu.directory.above(department),
  () => feishu.directory.departmentsNamed('财务'),
  () => all(feishu.directory.everyone()),
  () => feishu.memberships.groupsOf(zhangsan),
  () => feishu.memberships.hasRole(zhangsan, 'role1'),
  () => feishu.messages.send({ openId: zhangsan }, card, 'send-1'),
  () => feishu.messages.reply({ messageId: file.messageId, chatId: 'oc_1' }, card, 'reply-1'),
  () => feishu.messages.patch(file.messageId, card),
  () => feishu.messages.read(file.messageId),
  () => feishu.slashCommands.list(),
  () => feishu.slashCommands.add(slashCommand),
  () =>
    feishu.slashCommands.describe({ id: 'c1', name: 'weather', usual: '', texts: {} }, slashCommand.about),
  () => feishu.districts.find('海淀'),
  () => feishu.files.layReady({ ...file, type: 'file' }, { name: 'a.pdf', type: 'attachment' }),
  () => feishu.bulk.thirdParty.sync(example()),
  () => feishu.bulk.thirdParty.differing([timed]),
  () => feishu.bulk.thirdParty.list(['1']),
  () => feishu.bulk.thirdParty.putDefinition(externalDefinition),
  () => app.app(),
  () => app.version('oav_1'),
  () => app.lastVersion(),
  () => app.grantedScopes(),
  () => app.outside([zhangsan]),
  () => app.change({ scopes: ['approval:approval'] }),
  () => app.switchBotOn(),
  () => app.applyForScopes(),
  () => app.publish('first'),
  async () => {
    const line = feishu.dial(async () => ({}));
    await new Promise((resolve) => setTimeout(resolve, 0));
    while (line.state() === 'connecting' && !line.failure())
      await new Promise((resolve) => setTimeout(resolve, 5));
    const failure = line.failure();
    await line.close();
    // Where it was learnt, the line may still not come about.
    if (failure instanceof FeishuUnreachable) throw failure;
  },
];

/** For answers that are as they should be, on a busy machine. */
const PATIENT_MS = 20_000;

/** The ways of the bot to Feishu, each asked for something, and a sandbox whose answers can be spoilt. */
export async function openPlatform(spoiltTimeoutMs: number) {
  const clock = leapingClock();
  const world = exampleWorld();
  world.settings.contact_departments = [department];
  world.app.commands.push({
    ...{ command_id: 'c1', command: 'weather', icon_key: 'x' },
    description: { default_value: 'x' },
  });
  const sandbox = await startSandbox({ world, clock });
  const folder = temporaryFolder();
  const db = await openStore({ dataDir: folder, clock });
  const { log } = capturedLog();
  const stopped = new AbortController().signal;
  const called: string[] = [];
  /** None has a token yet. */
  const fresh = (timeoutMs: number) => {
    const metrics = createMetrics();
    const count = metrics.call;
    metrics.call = (endpoint, ...rest) => {
      called.push(endpoint);
      count(endpoint, ...rest);
    };
    const timings = { ...usualTimings, handshakeTimeoutMs: timeoutMs };
    const parts = {
      db,
      clock: { ...clock, steady: clock.now },
      machine: { now: clock.now, steady: clock.now },
      log,
      metrics,
      timeoutMs,
      timings,
      stopped,
      spoolDir: path.join(folder, 'tmp'),
    };
    const of = (approvalApi: 'v4' | 'v2') =>
      platform(
        {
          appId: sandbox.app.app_id,
          appSecret: sandbox.app.app_secret,
          baseUrl: sandbox.url,
          webBaseUrl: sandbox.url,
          approvalApi,
        },
        parts,
      );
    const feishu = of('v4');
    return { feishu, historic: of('v2'), app: application(feishu.gateway, sandbox.app.app_id) };
  };
  const attachment = { ...pdf('a.pdf'), data: Buffer.alloc(256 * 1024, 'PDF') };
  const { message_id } = await sandbox.say({ from: 'zhangsan', chat: 'direct', attachment });
  const key = String(sandbox.messages('direct:zhangsan')[0]?.content.file_key);
  const file = { messageId: message_id, key };
  return {
    sandbox,
    /** Asks for everything, one after the other. Returns how each endpoint is called, and by which of the questions. */
    async ask() {
      const known = new Map<string, Asking>();
      for (const [by, ask] of asks(fresh(PATIENT_MS), file).entries()) {
        const before = called.length;
        await ask().catch(() => undefined);
        for (const endpoint of called.slice(before)) {
          const { method, path } = sandbox.calls[called.indexOf(endpoint)] as CallLog;
          known.set(endpoint, { method, path, by: new Set([...(known.get(endpoint)?.by ?? []), by]) });
        }
      }
      return known;
    },
    /** Asks what leads to these calls, all at once, while they are answered so. Returns the failures. */
    async spoilt(calls: Asking[], body: BodyFault) {
      await clock.advance(60_000);
      const faults = calls.map(({ method, path }) => sandbox.faults.add({ on: 'call', method, path, body }));
      const wanted = new Set(calls.flatMap(({ by }) => [...by]));
      const questions = asks(fresh(spoiltTimeoutMs), file).filter((_, by) => wanted.has(by));
      const ended = await Promise.allSettled(questions.map((ask) => ask()));
      for (const fault of faults) fault.remove();
      return ended.flatMap((end) => (end.status === 'rejected' ? [end.reason as Error] : []));
    },
    async close() {
      await db.close();
      await sandbox.close();
    },
  };
}

interface Asking {
  method: string;
  path: string;
  by: Set<number>;
}

export type Asked = Awaited<ReturnType<typeof openPlatform>>;
