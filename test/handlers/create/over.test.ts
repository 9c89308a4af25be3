import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SandboxMessage } from '../../../sandbox/platform/index.ts';
import { type Desk, openDesk } from './desk.ts';

const CONTROLS = [
  { id: 'topic', name: '主题', type: 'input', required: true },
  { id: 'count', name: '数量', type: 'number', required: false },
];

let desk: Desk;
let form: SandboxMessage;
beforeEach(async () => {
  desk = await openDesk(['operations'], {
    change(world) {
      const definition = world.definitions.find(({ handle }) => handle === 'operations');
      if (definition?.kind === 'native') definition.form = CONTROLS;
    },
  });
  form = structuredClone(await desk.open(by, 'yyhd'));
});
afterEach(() => desk.close());

const by = 'zhangsan';
const last = () => desk.read(desk.cards(`direct:${by}`).at(-1)!);
const shownTo = (person: string) => desk.cards(`direct:${person}`).length;

/** Lets the 14 days pass for the form alone. */
async function expire() {
  await desk.db().all(`update job set run_at = 0 where queue = 'create.expire' returning id`);
  await desk.wait(3);
}

/** A press on the form by somebody whose client still shows it. */
async function pressOld(values: Record<string, string>, button = ':submit', person = by) {
  const message = desk.sandbox.platform.messages.find(form.message_id);
  if (!message) throw new Error('the form is gone');
  const { content } = message;
  message.content = form.content;
  const pressed = desk.sandbox.click({
    by: person,
    message_id: form.message_id,
    button: ({ name }) => name === button,
    form: values,
  });
  const answer = await pressed;
  if (!answer.card) message.content = content;
  await desk.wait(3);
  return answer;
}

it('a form that was given up gives back what a press on it carries, once', async () => {
  await desk.click(by, '放弃');
  const before = shownTo(by);
  const answer = await pressOld({ topic: '年会 💻', count: '3 台' });
  expect(JSON.stringify(answer.toast)).toContain('这张表单已经提交、过期或换了新的');
  expect(last()).toMatch(/没有提交的内容：运营活动.*年会 💻.*3 台/s);
  await pressOld({ topic: '年会 💻', count: '3 台' });
  expect(shownTo(by)).toBe(before + 1);
  expect(desk.created()).toEqual([]);
});

it('shows its owner what was filled in when it expires', async () => {
  await desk.click(by, ({ name }) => name === ':preview', { topic: '年会' });
  await expire();
  expect(last()).toMatch(/过期.*下面是你填过的内容.*年会/s);
});

it('says only that it is over where nothing was filled in', async () => {
  await expire();
  expect(last()).toContain('已经过期');
  expect(last()).not.toContain('填过的内容');
});

it('gives nothing back of a second press of what was submitted, but what was typed after it', async () => {
  await desk.click(by, '提交', { topic: '年会', count: '3' });
  const before = shownTo(by);
  await pressOld({ topic: '年会', count: '3' });
  expect(shownTo(by)).toBe(before);
  await pressOld({ topic: '晚会', count: '3' });
  expect(last()).toContain('晚会');
  // The form was submitted: only what came with this press was not.
  expect(last()).not.toContain('还没有提交');
  expect(desk.created()).toHaveLength(1);
});

it('gives nobody else anything', async () => {
  await desk.click(by, '放弃');
  const before = [by, 'lisi'].map(shownTo);
  await pressOld({ topic: '年会' }, ':submit', 'lisi').catch(() => undefined);
  expect([by, 'lisi'].map(shownTo)).toEqual(before);
});
