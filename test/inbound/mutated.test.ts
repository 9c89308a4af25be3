import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SandboxMessage } from '../../sandbox/platform/index.ts';
import { type Desk, openDesk } from '../handlers/create/desk.ts';
import { deliverText, directMessage, firstGeneration, secondGeneration } from '../support/wire.ts';

/** A campaign is MUTATIONS=3000 with a MUTATION_SEED of each time: what Feishu remembers of more would fill the memory. */
const RUNS = Number(process.env.MUTATIONS ?? 200);
const SEED = Number(process.env.MUTATION_SEED ?? 36_000);
/** Work is let be done now and then, so that what is kept is read as well. */
const WORK_EVERY = 50;

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(['purchase']);
}, 60_000);
afterAll(() => desk.close());

const instance = '81D31358-93AF-92D6-7425-01A5D67C4E71';

/** An event of every type that something handles, of each kind that a message has, and of one that nothing handles. */
function originals() {
  const { sandbox, clock } = desk;
  const { open_id, user_id } = sandbox.person('zhangsan');
  const approval_code = sandbox.world.definitions[0]?.approval_code;
  const message = (over: object) => directMessage(sandbox, clock.now(), over);
  const mentions = [{ key: '@_user_1', id: { open_id: sandbox.person('lisi').open_id }, name: '李四' }];
  const line = [
    { tag: 'text', text: '/cc ' },
    { tag: 'at', user_id: '@_user_1' },
    { tag: 'a', text: 'x', href: `https://a.b/?instanceId=${instance}` },
  ];
  const approval = { approval_code, instance_code: instance };
  const second = (type: string, event: object) => secondGeneration(sandbox, 'second', type, event);
  const first = (type: string, event: object) => firstGeneration(sandbox, 'first', type, event);
  const context = { open_message_id: 'om_card', open_chat_id: 'oc_1' };
  return [
    message({ content: JSON.stringify({ text: `/cc @_user_1 ${instance} 请看` }), mentions }),
    message({
      message_type: 'post',
      content: JSON.stringify({ title: '', content: [line, line] }),
      mentions,
    }),
    message({ message_type: 'file', content: '{"file_key":"k","file_name":"a.pdf"}', parent_id: 'om_card' }),
    message({ content: '{"text":"/unread"}', root_id: 'om_card', thread_id: 'omt_1', chat_type: 'group' }),
    first('approval_cc', { ...approval, id: 'cc', user_id, create_time: clock.now(), operate: 'CREATE' }),
    first('approval_cc', {
      ...approval,
      id: 'cc',
      user_id,
      create_time: `${clock.now()}`,
      operate: 'READ',
      from: 'x',
    }),
    first('approval_instance', { ...approval, status: 'APPROVED', uuid: 'u', operate_time: '1' }),
    first('approval_task', { ...approval, status: 'APPROVED', task_id: 't', open_id }),
    second('approval.approval.updated_v4', {
      object: { approval_code, approval_id: '7', form_definition: '[]' },
    }),
    second('im.chat.access_event.bot_p2p_chat_entered_v1', { operator_id: { open_id }, chat_id: 'oc_1' }),
    second('im.chat.member.bot.added_v1', { chat_id: 'oc_1', name: 'x' }),
    second('application.bot.menu_v6', { operator: { operator_id: { open_id } }, event_key: 'create' }),
    second('card.action.trigger', {
      operator: { open_id },
      action: {
        value: { a: 'unread.page', o: open_id, c: 'p1' },
        form_value: { until: '2026-05-21' },
        option: 'x',
      },
      context,
    }),
    second('card.action.trigger', {
      operator: { open_id },
      action: {
        value: { a: 'create.form', d: 'x', v: 1, do: 'next' },
        form_value: { w: ['x'] },
        timezone: 'x/y',
      },
      context,
    }),
    second('im.chat.updated_v1', { chat_id: 'oc_1' }),
  ];
}

/** What a field may turn into; `DEEP` stands for what could not be written down otherwise. */
const value = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    0,
    -1,
    0.5,
    1e308,
    -1e308,
    2 ** 53 + 2,
    '9007199254740993',
    'DEEP',
    {},
    [],
    [[]],
  ),
  fc.constantFrom<unknown>(
    { toString: 1, valueOf: 1 },
    { length: 1e9 },
    { length: { toString: 1, valueOf: 1 } },
    '\u0000',
    '\ud800',
    '__proto__',
    '../..',
    'NaN',
  ),
  fc.constantFrom(100, 3_000, 100_000).map((count) => 'x'.repeat(count)),
  fc
    .constantFrom(100, 10_000)
    .map((count) => Array.from({ length: count }, (_, n) => ({ key: `@_user_${n}` }))),
  fc.string({ maxLength: 20 }),
  fc.jsonValue({ maxDepth: 3 }),
);
const DEEP = '['.repeat(5_000) + ']'.repeat(5_000);

interface Change {
  /** Which of the fields, counted over all levels. */
  at: number;
  how: 'replace' | 'drop' | 'add' | 'copy';
  value: unknown;
}

/** Every place in it where something stands. */
function places(of: unknown): [Record<string, unknown>, string][] {
  if (typeof of !== 'object' || of === null) return [];
  const within = of as Record<string, unknown>;
  return Object.keys(within).flatMap((name) => [
    [within, name] as [typeof within, string],
    ...places(within[name]),
  ]);
}

/** What stands in another field may be logged. */
const isSecret = (name: string) => name === 'token' || name === 'header';

function mutate(event: object, { at, how, value: given }: Change): void {
  const all = places(event);
  const [within, name] = all[at % all.length] ?? [{}, ''];
  const [other, otherName] = all[(at * 7 + 3) % all.length] ?? [{}, ''];
  if (how === 'drop') delete within[name];
  else if (how === 'add') within[`${name}x`] = structuredClone(given);
  else within[name] = structuredClone(how === 'copy' && !isSecret(otherName) ? other[otherName] : given);
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(1_000),
  how: fc.constantFrom('replace', 'replace', 'replace', 'drop', 'add', 'copy'),
  value,
});

it('a mutated event of any type is never answered with a failure of ours, and people are answered after all', async () => {
  const answers = new Map<number, number>();
  let serial = 0;
  const events = originals();
  const mutated = fc.asyncProperty(
    fc.nat(events.length - 1),
    fc.array(change, { minLength: 1, maxLength: 3 }),
    async (which, changes) => {
      const text = JSON.stringify(events[which]).replaceAll('om_message', `om_${++serial}`);
      const event = JSON.parse(text.replace(/"(first|second|event of a message)"/, `"$1 ${serial}"`));
      for (const one of changes) mutate(event, one);
      const status = await deliverText(desk, JSON.stringify(event).replaceAll('"DEEP"', DEEP));
      answers.set(status, (answers.get(status) ?? 0) + 1);
      expect(status).toBeLessThan(500);
      if (serial % WORK_EVERY === 0) await desk.wait(1);
    },
  );
  await fc.assert(mutated, { numRuns: RUNS, seed: SEED, endOnFailure: true });
  for (const [typed, said] of [
    ['/ping', '我在，一切正常'],
    ['/unread', '条未读抄送'],
  ] as const) {
    const asked = await desk.say('zhangsan', typed);
    const answer = () => desk.cards('direct:zhangsan').find(({ parent_id }) => parent_id === asked);
    // One chat takes 5 cards a second, and there may be thousands before this one.
    for (let n = 0; n < RUNS && !answer(); n++) await desk.wait(1);
    expect(desk.read(answer() as SandboxMessage)).toContain(said);
  }
  expect(answers.get(200)).toBeGreaterThan(RUNS / 2);
  if (process.env.MUTATIONS)
    process.stdout.write(`${JSON.stringify([...answers])} ${process.memoryUsage.rss() >> 20} MiB\n`);
}, 3_600_000);
