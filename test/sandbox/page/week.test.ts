import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { browserMissing, closeBrowser, openTab } from '../../support/browser.ts';
import { scrape, value } from '../../support/metrics.ts';
import { openPageWithBot } from '../../support/page.ts';

afterAll(closeBrowser);

/** Monday 2026-05-18, 10:00 in Shanghai, 03:00 in London. */
const MONDAY = Date.UTC(2026, 4, 18, 2);
const [LAPTOPS, DINNER, LEAVE] = ['202611200001', '202611150005', '202611180002'];

/** Somebody in front of their own tab, in the direct chat with the bot unless another chat is named. */
async function sit(address: string) {
  const page = await openTab(address);
  const log = page.getByRole('log');
  const cards = log.getByRole('article');
  return {
    page,
    log,
    cards,
    digests: cards.filter({ hasText: /今日摘要|Today's digest|本日のダイジェスト/ }),
    /** The latest card, as text. */
    last: () => cards.last().innerText(),
    async type(text: string) {
      const box = page.getByRole('textbox', { name: /^(发送给|Message)|へのメッセージ$/ });
      await box.fill(text);
      await box.press('Enter');
    },
    /** Chooses from the menu of a row of the latest card. */
    async menu(row: string, entry: string) {
      await cards
        .last()
        .locator('.column-set')
        .filter({ hasText: row })
        .getByRole('button', { name: '更多' })
        .click();
      await page.getByRole('menuitem', { name: entry }).click();
    },
    /** Unfolds what the latest card leaves folded at first. */
    unfold: () =>
      cards
        .last()
        .getByRole('button', { name: /^(更多选项|More options|その他の設定)/ })
        .click(),
    /** Saves the form of the latest card. */
    async save() {
      await cards.last().getByRole('button', { name: /^保存/ }).click();
      await page.getByText('已保存').waitFor();
    },
    /** Opens what a row of the latest card speaks of, and comes back. */
    async open(row: string) {
      await cards.last().getByRole('button').filter({ hasText: row }).click();
      await page.getByRole('main').getByRole('heading').first().waitFor();
      const shown = await page.locator('body').innerText();
      await page.getByRole('button', { name: /^(消息|Messages|メッセージ)/ }).click();
      await log.waitFor();
      return shown;
    },
  };
}

/** Chooses entries of a select of the card, which is known by what it shows while nothing is chosen. */
async function choose(page: Page, field: string, ...entries: string[]) {
  await page.locator(`[data-field=${field}]`).last().getByRole('button').click();
  for (const entry of entries) await page.getByRole('option', { name: entry }).click();
  await page.keyboard.press('Escape');
}

async function openWeek() {
  const subscribed = ['purchase', 'expense', 'leave'];
  const codes: string[] = [];
  const { sandbox, url, at } = await openPageWithBot({
    at: MONDAY,
    change: (world) => {
      for (const instance of world.instances) instance.ccs = [];
      const watched = world.definitions.filter((one) => subscribed.includes(one.handle));
      codes.push(...watched.map((one) => one.approval_code));
    },
    env: {
      get APPROVAL_CODES() {
        return codes.join(',');
      },
    },
  });
  const direct = (who: string) => sit(at(who, `&chat=direct:${who}`));
  const zhang = await sit(at('zhangsan', '&chat=purchasing&drawer=1'));
  await zhang.page.getByRole('tab', { name: '时间与机器人' }).click();
  const [wang, li, zhao, emma, tanaka] = [
    await direct('wangwu'),
    await direct('lisi'),
    await direct('zhaoliu'),
    await direct('emma'),
    await direct('tanaka'),
  ];
  const press = (name: string) => zhang.page.getByRole('button', { name }).click();

  /** How the digests of this day in Shanghai went, by the bot's own account, once all of `people` are through. */
  const done = (people: number) =>
    expect
      .poll(async () => {
        const text = await scrape(url);
        const count = (state: string) => value(text, 'approval_bot_digests', `state="${state}"`);
        return { open: count('owed') + count('failed'), done: count('sent') + count('skipped') };
      })
      .toEqual({ open: 0, done: people });

  return {
    sandbox,
    zhang,
    wang,
    li,
    zhao,
    emma,
    tanaka,
    /** 10:12 of the next day in Shanghai, when the digests of `people` are due there. */
    async nextMorning(people: number) {
      await press('明天 09:12');
      await press('+1 小时');
      await done(people);
    },
    /** 17:12 in Shanghai, when those of London are through as well. */
    async afternoon(people: number) {
      for (let n = 0; n < 7; n++) await press('+1 小时');
      await done(people);
    },
  };
}

type Week = Awaited<ReturnType<typeof openWeek>>;

const HAN = /\p{Script=Han}/u;
/** Characters that are written in Chinese alone. */
const CHINESE = /[购请费销审务门员项页发时间读这过说话为进选单线]/u;

/** Nothing on the screens of Emma and Tanaka-san is Chinese but names and what people typed. */
async function inOwnLanguages(
  { sandbox: { world }, emma, tanaka }: Week,
  ...besides: [emma: string, tanaka: string]
) {
  const typed = ['请看一下', ...Object.values({ LAPTOPS, DINNER, LEAVE })];
  const values = world.instances.flatMap(({ form }) =>
    // What an approval is about begins with an option as the definition names it.
    form.map(({ type, value }) => (type.startsWith('radio') ? `${value} · ` : String(value))),
  );
  const named = [world.app, ...world.people, ...world.chats].map(({ name }) => name);
  const lines = async ({ page }: Week['emma'], more: string) =>
    [...named, ...typed, ...values]
      .sort((a, b) => b.length - a.length)
      .reduce((text, one) => text.replaceAll(one, ''), `${await page.locator('body').innerText()}\n${more}`)
      .split('\n')
      // A group's picture is the beginning of its name.
      .filter((line) => !named.some((name) => name.startsWith(line)));
  const english = (await lines(emma, besides[0])).filter((line) => HAN.test(line));
  const own = [...world.definitions.map(({ name }) => name), ...Object.keys(world.translations)];
  const translated = JSON.stringify(world.translations);
  const chinese = own.filter((text) => text.length > 1 && !translated.includes(`"ja-JP":"${text}"`));
  const japanese = (await lines(tanaka, besides[1])).filter(
    (line) => CHINESE.test(line) || chinese.some((text) => line.includes(text)),
  );
  expect([english, japanese]).toEqual([[], []]);
}

/** Everybody wants the digest, each in their own way; the first CC arrives. */
async function monday({ zhang, wang, li, zhao, emma, tanaka }: Week) {
  for (const who of [wang, li]) {
    await who.type('/digest on');
    await who.log.getByText('每日摘要已开启：09:12').waitFor();
  }
  await zhao.type('/digest');
  await choose(zhao.page, 'days', '周六', '周日');
  await zhao.save();
  await emma.type('/digest');
  await emma.cards.last().getByRole('button', { name: 'Turn on', exact: true }).click();
  await emma.cards.last().getByRole('button', { name: 'Turn off', exact: true }).waitFor();
  // A form with a time in it tells where she is.
  await emma.unfold();
  await emma.cards.last().getByText('Europe/London').waitFor();
  await tanaka.type('/digest');
  await tanaka.cards.last().getByRole('button', { name: 'オンにする', exact: true }).click();
  await tanaka.cards.last().getByRole('button', { name: 'オフにする', exact: true }).waitFor();
  await tanaka.unfold();
  await tanaka.cards.last().getByText('Asia/Tokyo').waitFor();
  await zhang.type(`@审批助手 /cc @王五 @李四 @Emma Wilson @田中さくら ${LAPTOPS} 请看一下`);
  await zhang.cards.last().getByText('还没有人读').waitFor();
}

/** The first digests, each at its own hour; one reads, and the receipt shows it. */
async function tuesday(week: Week) {
  const { zhang, wang, li, zhao, emma, tanaka, nextMorning, afternoon } = week;
  await nextMorning(4);
  await expect.poll(tanaka.last).toContain('未読の CC 1 件');
  await expect.poll(tanaka.last).toContain('購買申請');
  for (const who of [wang, li]) {
    await expect.poll(() => who.digests.count()).toBe(1);
    await expect.poll(who.last).toContain('1 条未读抄送');
    await expect.poll(who.last).toContain('采购申请');
    await expect.poll(who.last).toContain('新的');
  }
  expect([await zhao.digests.count(), await emma.digests.count()]).toEqual([0, 0]);
  await afternoon(5);
  await expect.poll(() => emma.digests.count()).toBe(1);
  await expect.poll(emma.last).toContain('one unread CC');
  await expect.poll(emma.last).toContain('Purchase request');
  await inOwnLanguages(week, '', await tanaka.open('購買申請'));
  await li.open('采购申请');
  await zhang.cards.last().getByText('已读 2/4：').waitFor();
  await zhang.type(`@审批助手 /cc @王五 ${DINNER}`);
  await zhang.cards.nth(1).getByText('已抄送给 1 人').waitFor();
  await emma.type(`/cc @王五 ${LEAVE}`);
  await emma.cards.last().getByText('CC sent to 1 person').waitFor();
}

/** One puts an item off and mutes a definition, another goes on holiday. */
async function wednesday(week: Week) {
  const { zhang, wang, li, zhao, emma, nextMorning, afternoon } = week;
  await nextMorning(4);
  await expect.poll(() => wang.digests.count()).toBe(2);
  const digest = await wang.last();
  for (const part of ['3 条未读抄送', '新的　2 条', '之前未读　1 条', '费用报销', '请假申请'])
    expect(digest).toContain(part);
  expect(digest.indexOf('之前未读')).toBeLessThan(digest.indexOf('采购申请'));
  expect([await li.digests.count(), await zhao.digests.count()]).toEqual([1, 0]);

  await wang.menu('采购申请', '下周一再提醒');
  await wang.page.getByText('2026-05-25 再提醒你').waitFor();
  await expect.poll(wang.last).toContain('2 条未读抄送');
  await wang.type('/digest');
  await wang.unfold();
  await choose(wang.page, 'muted', '请假申请');
  await wang.save();
  await li.type('/digest');
  await li.unfold();
  await li.page.locator('[data-field=pause] input').last().fill('2026-05-25');
  await li.save();
  await expect.poll(li.last).toContain('已暂停');
  await zhang.type(`@审批助手 /cc @李四 ${DINNER}`);
  await zhang.cards.nth(2).getByText('已抄送给 1 人').waitFor();
  await afternoon(5);
  await expect.poll(() => emma.digests.count()).toBe(2);
  await expect.poll(emma.last).toContain('Still unread');
  await inOwnLanguages(week, await emma.open('Purchase request'), '');
}

/** What was put off or muted is left out; who is away hears nothing. */
async function thursday({ wang, li, emma, nextMorning, afternoon }: Week) {
  await nextMorning(3);
  await expect.poll(() => wang.digests.count()).toBe(3);
  await expect.poll(wang.last).toContain('1 条未读抄送');
  await expect.poll(wang.last).toContain('费用报销');
  for (const part of ['采购申请', '请假申请', '新的']) expect(await wang.last()).not.toContain(part);
  expect(await li.digests.count()).toBe(1);
  await wang.open('费用报销');
  await afternoon(4);
  expect(await emma.digests.count()).toBe(2);
}

/** Nothing is left to tell, so nothing comes; the list still has all of it. */
async function friday(week: Week) {
  const { wang, li, nextMorning } = week;
  await nextMorning(3);
  expect([await wang.digests.count(), await li.digests.count()]).toEqual([3, 1]);
  await wang.type('/unread');
  await expect.poll(wang.last).toContain('2 条未读抄送');
  for (const part of ['采购申请', '请假申请', '已通过', '5月25日 再提醒'])
    await expect.poll(wang.last).toContain(part);
  await startSomething(week);
}

/** They list what they may start, choose an approval to copy, and fill in a form, each in their own words. */
async function startSomething(week: Week) {
  const { emma, tanaka } = week;
  const shown = [
    [emma, 'Purchase request', 'How to buy', 'Online', 'Leave request'],
    [tanaka, '購買申請', '購入方法', 'オンライン購入', '休暇申請'],
  ] as const;
  for (const [who, definition, field, option, other] of shown) {
    await who.type('/create');
    await who.cards.last().getByRole('button', { name: other }).waitFor();
    await who.cards.last().getByRole('button', { name: definition }).click();
    await who.cards.last().getByText(field).waitFor();
    await choose(who.page, 'widget4', option);
    await who.type('/cc @王五');
    await who.cards.last().getByText(definition).first().waitFor();
    await who.type('/unread');
  }
  await inOwnLanguages(week, '', '');
}

/** These are days with a digest for one alone, and nothing waits for him. */
async function weekend(week: Week) {
  const { wang, li, zhao, emma, nextMorning } = week;
  for (const _day of ['Saturday', 'Sunday']) await nextMorning(1);
  const all = await Promise.all([wang, li, zhao, emma].map(({ digests }) => digests.count()));
  expect(all).toEqual([3, 1, 0, 2]);
}

/** What was put off is back, though not as something new; the holiday is over. */
async function nextMonday({ wang, li, zhang, nextMorning }: Week) {
  await nextMorning(4);
  await expect.poll(() => wang.digests.count()).toBe(4);
  await expect.poll(wang.last).toContain('1 条未读抄送');
  await expect.poll(wang.last).toContain('之前未读　1 条');
  await expect.poll(wang.last).toContain('采购申请');
  await expect.poll(() => li.digests.count()).toBe(2);
  await expect.poll(li.last).toContain('新的　1 条');
  await expect.poll(li.last).toContain('费用报销');
  await wang.open('采购申请');
  await zhang.cards.first().getByText('全部已读：').waitFor();
}

describe.skipIf(browserMissing())('a week in the life', () => {
  it('of CCs, receipts and digests is for each person as they want it', async () => {
    const week = await openWeek();
    await monday(week);
    await tuesday(week);
    await wednesday(week);
    await thursday(week);
    await friday(week);
    await weekend(week);
    await nextMonday(week);
  }, 240_000);
});
