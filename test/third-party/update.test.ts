import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, example, openDesk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const LATER = '1757093395000';
const [task] = example().task_list;
const [cc] = example().cc_list;
const [zh] = example().i18n_resources;
const tasks = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => ({ ...task, task_id: `t${from + n}` }));
const ccs = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => ({ ...cc, cc_id: `c${from + n}` }));
let serial = 0;

/** Pushes an instance, and then an update of it. */
async function updated(first: object, second: object) {
  const body = { ...example(), instance_id: `update-${++serial}` };
  expect((await desk.push({ ...body, ...first })).status).toBe(202);
  const answer = await desk.push({ ...body, update_time: LATER, update_mode: 'UPDATE', ...second });
  const kept = (await desk.readBack(body.instance_id)).body as {
    update_time: string;
    instance: ReturnType<typeof example>;
  };
  return { ...answer, kept };
}

describe('an UPDATE is refused as a whole', () => {
  const taken = 'must all differ';
  it.each<[string, object, object, string, string]>([
    [
      'a copy with the id of a task',
      {},
      { cc_list: [{ ...cc, cc_id: '112253' }] },
      'cc_list[0].cc_id',
      taken,
    ],
    [
      'a task with the id of a copy',
      {},
      { task_list: [task, { ...task, task_id: '1231243' }], cc_list: [] },
      'task_list[1].task_id',
      taken,
    ],
  ])('that brings %s', async (_what, first, second, path, right) => {
    const lists = { task_list: [], cc_list: [] };
    const { status, body, kept } = await updated(first, { ...lists, ...second });
    expect(status).toBe(422);
    expect(body.errors).toEqual([expect.objectContaining({ path, detail: expect.stringContaining(right) })]);
    expect(kept.update_time).toBe(example().update_time);
  });
});

describe.each([
  { list: 'task_list', most: 300, made: tasks },
  { list: 'cc_list', most: 200, made: ccs },
] as const)('$list', ({ list, most, made }) => {
  it('grows with updates up to ten times what a push can have', async () => {
    const body = { ...example(), instance_id: `update-${++serial}`, task_list: [], cc_list: [] };
    let at = Number(LATER);
    const update = (entries: object[]) =>
      desk.push({ ...body, update_time: String(++at), update_mode: 'UPDATE', [list]: entries });
    for (let n = 0; n < 10; n++) expect((await update(made(n * most, (n + 1) * most))).status).toBe(202);
    const { status, body: refusal } = await update(made(10 * most - 1, 10 * most + 1));
    expect(status).toBe(422);
    expect(refusal.errors).toEqual([
      expect.objectContaining({ path: list, detail: expect.stringContaining(`at most ${10 * most} `) }),
    ]);
    const [one] = made(0, 1);
    expect((await update([{ ...one, update_time: String(at) }])).status).toBe(202);
  });
});

it('a text that nothing names any more is forgotten', async () => {
  const texts = [
    { key: '@i18n@1', value: '测试' },
    { key: '@i18n@9', value: '新' },
  ];
  const { kept } = await updated(
    {},
    { form: [{ name: '@i18n@9' }], i18n_resources: [{ ...zh, texts }], task_list: [], cc_list: [] },
  );
  expect(kept.instance.i18n_resources).toEqual([{ ...zh, texts }]);
});
