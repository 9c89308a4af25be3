import { afterAll, describe, expect, it } from 'vitest';
import { browserMissing, closeBrowser, openTab } from '../../support/browser.ts';
import { openPage } from '../../support/page.ts';
import { startBot } from '../support.ts';
import { button, card, plain, sendCard } from './cards.ts';

afterAll(closeBrowser);

const options = (...texts: string[]) => texts.map((text) => ({ text: plain(text), value: `v-${text}` }));

const FORM = card([
  {
    tag: 'form',
    name: 'trip',
    elements: [
      { tag: 'input', name: 'why', required: true, label: plain('事由'), placeholder: plain('写一句') },
      {
        tag: 'select_static',
        name: 'how',
        required: true,
        placeholder: plain('交通'),
        options: options('火车', '飞机'),
      },
      { tag: 'multi_select_person', name: 'who', placeholder: plain('同行'), options: [] },
      { tag: 'date_picker', name: 'day', placeholder: plain('日期') },
      { tag: 'picker_time', name: 'hour', placeholder: plain('时间') },
      { tag: 'picker_datetime', name: 'moment', placeholder: plain('时刻') },
      { tag: 'checker', name: 'sure', text: plain('我已确认') },
      button('提交', { name: 'send', form_action_type: 'submit', behaviors: [] }),
    ],
  },
]);

describe.skipIf(browserMissing())('elements of a card', () => {
  it('check what is required before the bot hears of it, and send what was filled in', async () => {
    const { at, sandbox } = await openPage();
    const bot = await startBot(sandbox);
    await sandbox.connect(bot.url);
    await sendCard(sandbox, FORM);
    const page = await openTab(at('zhangsan', '&chat=purchasing'));
    await page.getByRole('button', { name: '提交' }).click();
    await expect.poll(() => page.getByText('请填写此项').count()).toBe(2);
    expect(bot.received.length).toBe(0);
    await page.getByLabel('事由').fill('拜访客户');
    await page.getByRole('button', { name: '交通' }).click();
    await page.getByRole('option', { name: '火车' }).click();
    await page.getByRole('button', { name: '同行' }).click();
    await page.getByRole('combobox').fill('emma');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.getByLabel('日期').fill('2026-12-01');
    await page.getByLabel('时间').fill('09:12');
    await page.getByLabel('时刻').fill('2026-12-01T09:12');
    await page.getByText('我已确认').click();
    await page.getByRole('button', { name: '提交' }).click();
    await expect.poll(() => bot.received.length).toBe(1);
    expect(bot.received[0]?.payload.event.action).toMatchObject({
      name: 'send',
      form_value: {
        why: '拜访客户',
        how: 'v-火车',
        who: [sandbox.person('emma').open_id],
        day: '2026-12-01 +0800',
        hour: '09:12 +0800',
        moment: '2026-12-01 09:12 +0800',
        sure: true,
      },
    });
  });

  it('tell the bot at once what is chosen outside of a form', async () => {
    const { at, sandbox } = await openPage();
    const bot = await startBot(sandbox);
    await sandbox.connect(bot.url);
    const behaviors = [{ type: 'callback', value: { act: 'x' } }];
    await sendCard(
      sandbox,
      card([
        { tag: 'select_static', placeholder: plain('选一个'), options: options('甲', '乙'), behaviors },
        { tag: 'overflow', options: options('置顶'), behaviors },
        { tag: 'date_picker', placeholder: plain('哪天'), behaviors },
        { tag: 'checker', text: plain('完成'), behaviors },
        { tag: 'interactive_container', behaviors, elements: [{ tag: 'markdown', content: '整块可点' }] },
      ]),
    );
    const page = await openTab(at('zhangsan', '&chat=purchasing'));
    const actions = () => bot.received.map(({ payload }) => payload.event.action);
    const came = (count: number) => expect.poll(() => actions().length).toBe(count);
    await page.getByRole('button', { name: '选一个' }).click();
    await page.getByRole('option', { name: '乙' }).click();
    await came(1);
    await page.getByRole('button', { name: '更多' }).click();
    await page.getByRole('menuitem', { name: '置顶' }).click();
    await came(2);
    await page.getByLabel('哪天').fill('2026-12-01');
    await came(3);
    await page.getByText('完成').click();
    await came(4);
    await page.getByText('整块可点').click();
    await came(5);
    expect(actions().map(({ tag, option, checked }) => [tag, option ?? checked])).toEqual([
      ['select_static', 'v-乙'],
      ['overflow', 'v-置顶'],
      ['date_picker', '2026-12-01 +0800'],
      ['checker', true],
      ['interactive_container', undefined],
    ]);
  });

  it('are all drawn, and what is not known is named', async () => {
    const { at, sandbox } = await openPage();
    const id = sandbox.person('lisi').open_id;
    const message = await sendCard(
      sandbox,
      card(
        [
          {
            tag: 'markdown',
            content: `# 标题\n- 一\n- 二\n\n<at id=${id}></at> <text_tag color='red'>急</text_tag> [链接](https://example.com) &lt;b&gt;`,
          },
          { tag: 'div', text: { ...plain('正文'), text_color: 'red', text_size: 'heading' } },
          { tag: 'hr' },
          { tag: 'img', img_key: 'img_v3_x', alt: plain('一张图') },
          { tag: 'person_list', persons: [{ id }] },
          {
            tag: 'column_set',
            columns: [
              { tag: 'column', width: 'weighted', weight: 1, elements: [{ tag: 'markdown', content: '左' }] },
            ],
          },
          {
            tag: 'collapsible_panel',
            header: { title: plain('展开我') },
            elements: [{ tag: 'markdown', content: '里面' }],
          },
          {
            tag: 'table',
            page_size: 1,
            columns: [
              {
                name: 'a',
                display_name: '数量',
                data_type: 'number',
                format: { symbol: '¥', precision: 2, separator: true },
              },
              { name: 'b', display_name: '状态', data_type: 'options' },
            ],
            rows: [
              { a: 1234.5, b: [{ text: '好', color: 'green' }] },
              { a: 2, b: [] },
            ],
          },
        ],
        {
          header: {
            title: plain('都在', { en_us: 'All here' }),
            template: 'violet',
            text_tag_list: [{ tag: 'text_tag', text: plain('新'), color: 'blue' }],
          },
        },
      ),
    );
    const shown = sandbox.platform.messages.find(message)?.content.body as { elements: object[] };
    shown.elements.push({ tag: 'chart', chart_spec: {} });
    const page = await openTab(at('emma', '&chat=purchasing'));
    const article = page.getByRole('article');
    for (const text of [
      '标题',
      '@李四',
      '急',
      '<b>',
      '正文',
      '左',
      '新',
      '¥1,234.50',
      '好',
      'The element chart can’t be drawn here',
    ])
      await article
        .getByText(text, { exact: text === '新' })
        .first()
        .waitFor();
    await page.getByRole('heading', { name: 'All here' }).waitFor();
    await page.getByRole('img', { name: '一张图' }).waitFor();
    expect(await article.getByText('里面').count()).toBe(0);
    await page.getByRole('button', { name: '展开我' }).click();
    await article.getByText('里面').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await article.getByText('¥2.00').waitFor();
  });

  it('show the whole list of a picker, wherever it stands', async () => {
    const { at, sandbox } = await openPage();
    const options = ['甲', '乙', '丙', '丁'].map((text) => ({
      value: text,
      text: { tag: 'plain_text', content: text },
    }));
    const picker = { tag: 'select_static', options, behaviors: [{ type: 'callback', value: { a: 1 } }] };
    const boxed = { tag: 'column', width: 'weighted', weight: 1, elements: [picker] };
    await sendCard(sandbox, card([{ tag: 'column_set', background_style: 'grey', columns: [boxed] }]));
    const page = await openTab(at('emma', '&chat=purchasing'));
    await page.locator('.select').last().click();
    const list = await page.locator('.popup.options').boundingBox();
    const last = await page.getByRole('option', { name: '丁' }).boundingBox();
    const size = page.viewportSize();
    expect(list && size && last && list.y >= 0 && list.y + list.height <= size.height).toBe(true);
    await page.getByRole('option', { name: '丁' }).click();
  });

  it('run no script, whatever a card holds', async () => {
    const { at, sandbox } = await openPage();
    const evil = '<img src=x onerror="window.hit=1"><script>window.hit=1</script><svg onload="window.hit=1">';
    const id = await sendCard(sandbox, card([{ tag: 'markdown', content: 'x' }]));
    const content = sandbox.platform.messages.find(id)?.content as Record<string, unknown>;
    content.header = { title: { tag: 'lark_md', content: evil } };
    content.body = {
      elements: [
        {
          tag: 'markdown',
          content: `${evil}[x](javascript:window.hit=1) <a href="javascript:window.hit=1">y</a>`,
        },
        { tag: 'div', text: { tag: 'lark_md', content: evil } },
        {
          tag: 'button',
          text: plain('开'),
          behaviors: [{ type: 'open_url', default_url: 'javascript:window.hit=1' }],
        },
      ],
    };
    const page = await openTab(at('zhangsan', '&chat=purchasing'));
    await page.getByRole('button', { name: '开', exact: true }).click();
    await page.getByText('window.hit=1').first().waitFor();
    expect(await page.evaluate('window.hit')).toBeUndefined();
    expect(await page.getByRole('article').locator('script, svg[onload], img, a').count()).toBe(0);
  });
});
