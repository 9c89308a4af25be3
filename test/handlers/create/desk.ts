import type { ElementChoice, SandboxMessage } from '../../../sandbox/platform/index.ts';
import { type Office, openOffice } from '../../support/bot.ts';
import { until } from '../../support/until.ts';

/** The handles of definitions that a test offers. */
export async function openDesk(handles: string[], options: Parameters<typeof openOffice>[0] = {}) {
  const codes: string[] = [];
  const office = await openOffice({
    ...options,
    env: { APPROVAL_CODES: handles.map(codeOf).join(','), ...options.env },
    change: (world) => {
      world.settings.subscribed = world.definitions
        .filter(({ kind }) => kind === 'native')
        .map(({ handle }) => handle);
      options.change?.(world);
      codes.push(...world.definitions.map(({ approval_code }) => approval_code));
    },
  });
  return { ...office, ...desk(office) };
}

const numbers: Record<string, string> = {
  purchase: '81',
  leave: '82',
  expense: '83',
  contract: '84',
  travel: '85',
  everything: '91',
  'leave-group': '92',
  overtime: '93',
  outing: '94',
  shift: '95',
  'business-trip': '96',
  'finance-only': '97',
  operations: '98',
};
export const codeOf = (handle: string) => `7C468A54-8745-2245-9675-08B7C63E7A${numbers[handle]}`;

function desk(office: Office) {
  /** Lets time pass until no file is on its way: they pass through a disk, which knows nothing of the test's clock. */
  const filesLaid = () =>
    until(async () => {
      await office.wait(1);
      const left = `select id from job where queue = 'create.attach' and state in ('ready', 'running')`;
      return (await office.db().all(left)).length === 0;
    }, 20_000);
  const first = (person: string) => office.cards(`direct:${person}`)[0] as SandboxMessage;
  const isReply = (messageId: string | undefined) => {
    const message = messageId && office.sandbox.platform.messages.find(messageId);
    return message && message.sender !== 'bot' && message.parent_id !== undefined;
  };
  /** The last card, but for what acknowledges the person's replies to one. */
  const last = (person: string) =>
    office
      .cards(`direct:${person}`)
      .filter(({ parent_id }) => !isReply(parent_id))
      .at(-1) as SandboxMessage;
  const created = () =>
    office.sandbox.calls.filter(
      (call) => call.method === 'POST' && /\/v4\/instances$|\/v2\/instance\/create$/.test(call.path),
    );
  return {
    first,
    last,
    read: (message: SandboxMessage, language?: 'zh_cn' | 'en_us' | 'ja_jp') => office.read(message, language),
    /** Clicks on a person's latest card, or another one, and lets the work be done. */
    async click(
      by: string,
      button: ElementChoice,
      form: Record<string, string | string[]> = {},
      message: SandboxMessage = last(by),
    ) {
      const result = await office.sandbox.click({ by, message_id: message.message_id, button, form });
      if (result.clientCode) throw new Error(`${result.clientCode} ${result.problem}`);
      await office.wait(3);
      return result;
    },
    /** The same, with those of the values for which the card has a field. */
    async fill(by: string, button: ElementChoice, values: Record<string, string | string[]>) {
      const shown = JSON.stringify(last(by).content);
      const fields = Object.entries(values).filter(([name]) =>
        shown.includes(`"name":${JSON.stringify(name)}`),
      );
      return this.click(by, button, Object.fromEntries(fields));
    },
    /** Opens the form of the definition that the words find. */
    async open(person: string, words: string) {
      await office.say(person, `/create ${words}`);
      await office.wait(3);
      return last(person);
    },
    async reply(person: string, what: Pick<Parameters<typeof office.sandbox.say>[0], 'text' | 'attachment'>) {
      const { message_id: replyTo } = last(person);
      const said = await office.sandbox.say({ from: person, chat: 'direct', replyTo, ...what });
      await said.delivered;
      await office.wait(3);
      if (what.attachment) await filesLaid();
      await office.wait(1);
    },
    filesLaid,
    /** The last page of a form as it is now, after a press that leaves everything as it is. */
    async redrawn(person: string, language?: 'zh_cn' | 'en_us' | 'ja_jp') {
      const { message_id } = last(person);
      await office.sandbox.click({ by: person, message_id, button: ({ name }) => name === ':preview' });
      await office.wait(3);
      return office.read(last(person), language);
    },
    /** The event that says that a definition has a new version, and its number. */
    definitionUpdated: (handle: string) =>
      office.sandbox.deliver({
        schema: '2.0',
        header: {
          event_id: 'definition-1',
          token: office.sandbox.app.verification_token,
          create_time: '1',
          event_type: 'approval.approval.updated_v4',
          tenant_key: office.sandbox.world.tenant_key,
          app_id: office.sandbox.app.app_id,
        },
        event: { object: { approval_code: codeOf(handle), approval_id: '7090754740375519251' } },
      }),
    /** The creations that were asked for, and their forms. */
    created,
    forms: () => created().map((call) => JSON.parse((call.body as { form: string }).form)),
    /** The instances that were created, oldest first. */
    instances: () => {
      const all: ReturnType<typeof office.sandbox.instance>[] = [];
      for (let n = 1; n <= 60; n++) {
        try {
          all.push(office.sandbox.instance(`created-${n}`));
        } catch {
          // Handles are numbered among all instances.
        }
      }
      return all;
    },
  };
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** What people send into a chat. */
export const pdf = (name: string) =>
  ({ kind: 'file', name, type: 'application/pdf', data: Buffer.from('PDF') }) as const;
export const picture = {
  kind: 'image',
  name: 'picture.png',
  type: 'image/png',
  data: Buffer.from('PNG'),
} as const;

/** What fills the purchase form. */
export const purchase = {
  widget1: '笔记本电脑 💻',
  widget2: '3',
  widget3: '36000',
  widget4: 'l2t1lum6-pwggunm9xvf-0',
};
