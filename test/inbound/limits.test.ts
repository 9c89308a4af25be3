import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from '../handlers/create/desk.ts';
import { deliverText, directMessage, firstGeneration } from '../support/wire.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(['purchase']);
}, 60_000);
afterAll(() => desk.close());

const DIRECT = 'direct:zhangsan';
const health = async () => (await fetch(desk.url().replace('/webhook/event', '/healthz'))).status;

/** An object that says how long it is, by an object that is no number: no comparison with a limit can be made. */
const LENGTH_OF_ITS_OWN = { length: { toString: 1, valueOf: 1 } };
/** Of processor time, for the bot and its Feishu together: a message takes a tenth of it, one that stops the bot many times as much. */
const LONGEST_CPU_MS = 5_000;

/** What the person reads next. */
async function heard(deliver: () => Promise<unknown>) {
  const before = desk.heard(DIRECT).length;
  const began = process.cpuUsage();
  await deliver();
  expect(await health()).toBe(200);
  await desk.wait(2);
  const { user, system } = process.cpuUsage(began);
  expect((user + system) / 1_000).toBeLessThan(LONGEST_CPU_MS);
  return desk.heard(DIRECT).slice(before).join('\n');
}
const say = (text: string) => heard(() => desk.say('zhangsan', text));

/** As Feishu would deliver it, whatever is in it: the sandbox's own people can't type this. */
const send = (message: object, chat = 'direct') =>
  heard(async () => {
    const said = await desk.sandbox.say({ from: 'zhangsan', chat, text: 'x', deliver: false });
    const { payload } = (await said.delivered) as { payload: { event?: { message?: object } } };
    Object.assign(payload.event?.message ?? {}, message);
    expect(await deliverText(desk, JSON.stringify(payload))).toBe(200);
  });
const repeated = (count: number, one: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => one(n));

describe('a message on which a reader could spend long is answered at once', () => {
  it.each([
    ['60,000 colons behind /cc', `/cc @李四 ${':'.repeat(60_000)}`, '留言有 60000 个字'],
    ['60,000 colons behind /cc status', `/cc status ${':'.repeat(60_000)}`, '想看哪一条审批'],
    [
      '20,000 words with a digit',
      `/cc @李四 抄 ${repeated(20_000, (n) => `a${n}`).join(' ')}`,
      '个字，最多能写 500',
    ],
    [
      '4,000 links',
      `/cc @李四 抄 ${repeated(4_000, (n) => `https://a.b/${n}`).join(' ')}`,
      '个字，最多能写 500',
    ],
    [
      '4,000 links behind /cc status',
      `/cc status ${repeated(4_000, (n) => `https://a.b/${n}`).join(' ')}`,
      '我看不出这个链接',
    ],
    ['60,000 spaces', `/cc @李四 x${' '.repeat(60_000)}x :`, '要抄送哪一条审批'],
    ['60,000 letters', 'x'.repeat(60_000), '我是靠命令做事的'],
    ['60,000 slashes', '/'.repeat(60_000), '我是靠命令做事的'],
    ['a command word of 60,000 letters', `/${'x'.repeat(60_000)}`, '我不认识'],
    ['60,000 spaces behind /digest pause', `/digest pause${' '.repeat(60_000)}`, '/digest'],
    ['60,000 letters behind /create', `/create ${'采'.repeat(60_000)}`, '没有叫'],
  ])('%s', async (_name, text, said) => {
    expect(await say(text)).toContain(said);
  });

  it('60,000 letters as a reply to the form card', async () => {
    const form = await desk.open('zhangsan', '采购');
    const reply = { chat: 'direct', from: 'zhangsan', replyTo: form.message_id, text: 'x'.repeat(60_000) };
    expect(await heard(async () => (await desk.sandbox.say(reply)).delivered)).toContain('想往表单里加人');
  });

  const mentions = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ key: `@_user_${n}`, id: { open_id: `ou_${n}` } }));
  const nodes = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ tag: 'text', text: n ? `@_user_${n}` : '/cc ' }));
  const post = (...lines: object[][]) => ({
    message_type: 'post',
    content: JSON.stringify({ content: lines }),
  });

  it.each<[string, object, string]>([
    [
      '2,000 elements and 2,999 mentions',
      { ...post(nodes(2_000)), mentions: mentions(2_999) },
      '一次最多能抄送给 20',
    ],
    [
      '2,000 elements and 4,000 mentions',
      { ...post(nodes(2_000)), mentions: mentions(4_000) },
      '这条消息太长',
    ],
    ['6,000 elements', post(nodes(6_000)), '这条消息太长'],
    ['6,000 lines', post(...nodes(6_000).map((node) => [node])), '这条消息太长'],
    [
      '160,000 characters',
      { content: JSON.stringify({ text: `/ping ${'x'.repeat(160_000)}` }) },
      '这条消息太长',
    ],
    [
      '160,000 characters of address',
      post([{ tag: 'a', text: 'x', href: 'x'.repeat(160_000) }]),
      '这条消息太长',
    ],
    ['content nested 50,000 deep', { content: '['.repeat(50_000) + ']'.repeat(50_000) }, '图片、文件'],
    ['a time that is none', { create_time: '1e308' }, ''],
    ['a command at a time that is none', { create_time: {}, content: '{"text":"/ping"}' }, '晚了十多分钟'],
  ])('%s', async (_name, message, said) => {
    expect(await send(message)).toContain(said);
  });

  it('but not in a group, when nobody spoke to the bot', async () => {
    await send(post(nodes(6_000).slice(1)), 'purchasing');
    expect(desk.heard('purchasing')).toEqual([]);
    await send(post(nodes(6_000)), 'purchasing');
    expect(desk.heard('purchasing').join()).toContain('这条消息太长');
  });
});

describe("an event that can not be meant is kept aside, acknowledged, and in nobody's way", () => {
  const copy = (over: object) => ({
    approval_code: desk.sandbox.world.definitions[0]?.approval_code,
    instance_code: '81D31358-93AF-92D6-7425-01A5D67C4E71',
    id: 'cc-1',
    user_id: desk.sandbox.person('zhangsan').user_id,
    create_time: desk.clock.now(),
    operate: 'CREATE',
    ...over,
  });
  const quarantined = () => desk.log.text().split('put into quarantine').length - 1;
  const deliver = (text: string) => deliverText(desk, text);

  it.each([
    ['1e308', 1e308],
    ['-1e308', -1e308],
    ['2 ** 53 + 1', '9007199254740993'],
    ['nothing', null],
    ['a list', ['1780000000000']],
    ['an object without a way to become text', { toString: 1, valueOf: 1 }],
    ['half a millisecond', 1_780_000_000_000.5],
    ['seconds', 1_780_000_000],
  ])('a copy made at %s', async (name, create_time) => {
    const before = quarantined();
    const event = firstGeneration(
      desk.sandbox,
      `time ${name}`,
      'approval_cc',
      copy({ id: name, create_time }),
    );
    expect(await deliver(JSON.stringify(event))).toBe(200);
    expect(quarantined()).toBe(before + 1);
    expect(await say('/unread')).toContain('3 条未读抄送');
  });

  it.each(['id', 'user_id', 'approval_code', 'instance_code', 'operate'])(
    'a copy whose %s is an object, or as long as a book',
    async (field) => {
      for (const [n, value] of [{ toString: 1 }, LENGTH_OF_ITS_OWN, 'x'.repeat(100_000)].entries()) {
        const before = quarantined();
        const event = firstGeneration(desk.sandbox, `${field} ${n}`, 'approval_cc', copy({ [field]: value }));
        expect(await deliver(JSON.stringify(event))).toBe(200);
        expect(quarantined()).toBe(before + 1);
      }
    },
  );

  it('a copy of what can be no instance, whose state would be asked for at every /unread', async () => {
    for (const [n, instance_code] of ['| B~w ', '../../contact/v3/users', 'ext:1'].entries()) {
      const before = quarantined();
      const event = firstGeneration(desk.sandbox, `no instance ${n}`, 'approval_cc', copy({ instance_code }));
      expect(await deliver(JSON.stringify(event))).toBe(200);
      expect(quarantined()).toBe(before + 1);
    }
    expect(await say('/unread')).toContain('3 条未读抄送');
  });

  it('what has a length of its own, in the place of any text of a message and of its envelope', async () => {
    for (const field of [
      'chat_id',
      'chat_type',
      'message_id',
      'message_type',
      'content',
      'root_id',
      'mentions',
    ]) {
      const event = directMessage(desk.sandbox, desk.clock.now(), { [field]: LENGTH_OF_ITS_OWN });
      event.header.event_id = `length of ${field}`;
      expect(await deliver(JSON.stringify(event))).toBe(200);
    }
    for (const field of ['event_id', 'event_type', 'token', 'create_time']) {
      const event = directMessage(desk.sandbox, desk.clock.now(), {});
      Object.assign(event.header, { [field]: LENGTH_OF_ITS_OWN });
      expect(await deliver(JSON.stringify(event))).toBeLessThan(500);
    }
  });

  it('JSON nested 5,000 deep, wherever it is', async () => {
    const deep = '['.repeat(5_000) + ']'.repeat(5_000);
    const message = directMessage(desk.sandbox, desk.clock.now(), { extra: 'DEEP' });
    const copied = firstGeneration(desk.sandbox, 'deep', 'approval_cc', copy({ extra: 'DEEP' }));
    for (const event of [message, copied]) {
      const before = quarantined();
      expect(await deliver(JSON.stringify(event).replace('"DEEP"', deep))).toBe(200);
      expect(quarantined()).toBe(before + 1);
    }
    const unknown = firstGeneration(desk.sandbox, 'unknown', 'DEEP', {});
    expect(await deliver(JSON.stringify(unknown).replace('"DEEP"', deep))).toBe(200);
    expect(await say('/ping')).toContain('我在，一切正常');
  });
});
