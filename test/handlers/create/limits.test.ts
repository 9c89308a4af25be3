import { afterEach, expect, it } from 'vitest';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
afterEach(() => desk.close());

const kinds = [
  'input',
  'textarea',
  'number',
  'date',
  'radioV2',
  'checkboxV2',
  'contact',
  'attachmentV2',
] as const;

/** Forty controls of many kinds; an option list of ten each. */
function fortyControls() {
  const option = Array.from({ length: 10 }, (_one, n) => ({ value: `option-${n}`, text: `第 ${n} 个选项` }));
  return Array.from({ length: 40 }, (_one, n) => {
    const type = kinds[n % kinds.length] ?? 'input';
    return {
      id: `widget${n}`,
      name: `第 ${n} 项`,
      type,
      required: type === 'input',
      ...(/V2$/.test(type) ? { option } : {}),
    };
  });
}

it('spreads forty controls over cards that Feishu takes, however long the texts are', async () => {
  desk = await openDesk(['operations'], {
    change(world) {
      const definition = world.definitions.find(({ handle }) => handle === 'operations');
      if (definition?.kind === 'native') definition.form = fortyControls();
    },
  });
  await desk.open('zhangsan', 'yyhd');
  const values: Partial<Record<(typeof kinds)[number], string | string[]>> = {
    input: '漢'.repeat(1_000),
    textarea: '漢'.repeat(1_000),
    number: '7',
    date: '2026-12-01',
    radioV2: 'option-3',
    checkboxV2: ['option-0', 'option-9'],
  };
  const all = Object.fromEntries(
    fortyControls().flatMap(({ id, type }) => {
      const value = values[type];
      return value === undefined ? [] : [[id, value]];
    }),
  );
  let pages = 1;
  for (; desk.read(desk.last('zhangsan')).includes('[ 下一步 ]'); pages++) {
    const { content } = desk.last('zhangsan');
    expect(Buffer.byteLength(JSON.stringify(content))).toBeLessThan(30 * 1024);
    await desk.fill('zhangsan', '下一步', all);
    if (pages > 20) throw new Error('it never ends');
  }
  expect(pages).toBeGreaterThan(2);
  await desk.fill('zhangsan', '提交', all);
  expect(desk.created().map((call) => call.code)).toEqual([0]);
  expect(desk.forms()[0].map(({ id }: { id: string }) => id)).toEqual(Object.keys(all));
  expect(desk.forms()[0]).toHaveLength(30);
});

it('turns one page for two clicks on the same card, and loses nothing', async () => {
  desk = await openDesk(['operations'], {
    change(world) {
      const definition = world.definitions.find(({ handle }) => handle === 'operations');
      if (definition?.kind === 'native')
        definition.form = fortyControls().map((control) => ({ ...control, required: false }));
    },
  });
  await desk.open('zhangsan', 'yyhd');
  const { message_id } = desk.last('zhangsan');
  const event = desk.sandbox.clickEvent({
    by: 'zhangsan',
    message_id,
    button: '下一步',
    form: { widget0: '你好' },
  });
  const send = async (id: string) => {
    const payload = structuredClone(event.payload) as { header: { event_id: string } };
    payload.header.event_id = id;
    const { headers, body } = desk.sandbox.seal(payload);
    return JSON.stringify(await (await fetch(desk.url(), { method: 'POST', headers, body })).json());
  };
  expect(await send('first')).toContain('第 2 步');
  expect(await send('second')).toContain('第 2 步');
  expect(await send('second')).toContain('第 2 步');
  await desk.click('zhangsan', '下一步', { widget0: '你好' });
  expect(desk.read(desk.last('zhangsan'))).toContain('第 2 步');
  await desk.reply('zhangsan', { text: '@李四' });
  await desk.click('zhangsan', '上一步');
  expect(desk.read(desk.last('zhangsan'))).toContain('[ 你好 ]');
});

it('lets a long list of options be narrowed', async () => {
  desk = await openDesk(['operations'], {
    change(world) {
      const definition = world.definitions.find(({ handle }) => handle === 'operations');
      const option = Array.from({ length: 300 }, (_one, n) => ({ value: `city-${n}`, text: `城市 ${n}` }));
      if (definition?.kind === 'native')
        definition.form = [{ id: 'widget1', name: '城市', type: 'radioV2', required: true, option }];
    },
  });
  await desk.open('zhangsan', 'yyhd');
  await desk.click('zhangsan', '筛选', { 'widget1#word': '城市 299' });
  await desk.click('zhangsan', '提交', { widget1: 'city-299' });
  expect(desk.forms()).toEqual([[{ id: 'widget1', type: 'radioV2', value: 'city-299' }]]);
});
