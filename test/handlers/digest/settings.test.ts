import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '../../support/bot.ts';
import { copied } from '../../support/copies.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice({ change: (world) => copied(world, 'emma', ['-3d']) });
});
afterEach(() => office.close());

const tell = async (text: string, options: { by?: string; chat?: string } = {}) => {
  const by = options.by ?? 'emma';
  await office.say(by, text, options.chat ? { chat: options.chat } : {});
  await office.wait(2);
  return office.heard(`direct:${by}`).at(-1) ?? '';
};
const card = () => office.cards('direct:emma').at(-1)!;
const click = (button: string, form?: Record<string, string | string[]>) =>
  office.sandbox.click({
    by: 'emma',
    message_id: card().message_id,
    button: button === 'save' ? button : { value: { a: `digest.${button}` } },
    ...(form ? { form } : {}),
  });

describe('/digest in words', () => {
  it.each([
    ['/digest on', '每日摘要已开启：09:12 左右发给你（Asia/Shanghai）'],
    ['/digest 08:30', '每日摘要已开启：08:30 左右'],
    ['/摘要 ８：３０', '每日摘要已开启：08:30 左右'],
    ['/digest 08:30 Asia/Tokyo', '08:30 左右发给你（Asia/Tokyo）'],
    ['/digest on 9:05 america/new_york', '09:05 左右发给你（America/New_York）'],
    ['/digest on 9:05', '我还不知道你所在的时区'],
    ['/digest Europe/London', '09:12 左右发给你（Europe/London）'],
    ['/digest 开启 08:30', '08:30 左右发给你'],
    ['/digest on 08:30 Mars/Base', '没看懂“Mars/Base”'],
    ['/digest 08:30 09:30', '没看懂“09:30”'],
    ['/digest 08:30 +08:00', '没看懂“+08:00”'],
    ['/digest on 8点半', '没看懂“8点半”'],
    ['/digest pause 2026-02-31', '没看懂“2026-02-31”'],
    ['/digest @李四', '可以这样说'],
    ['/digest off', '每日摘要已关闭'],
    ['/digest pause 2026-06-01', '2026-06-01 恢复'],
    ['/digest resume', '每日摘要已开启'],
    ['/digest pause 2026-05-20', '今天以后的日期'],
    ['/digest 25:00', '没看懂“25:00”'],
    ['/digest whenever', '可以这样说'],
    ['/digest constructor', '没看懂“constructor”'],
  ])('%s', async (text, answer) => {
    expect(await tell(text)).toContain(answer);
  });

  it('names the zone that counts only as long as none is known', async () => {
    expect(await tell('/digest 08:30')).toContain('还不知道你所在的时区');
    await tell('/digest');
    await click('save', { time: '08:30' });
    const answer = await tell('/digest 09:30');
    expect(answer).toContain('09:30 左右发给你（Europe/London）');
    expect(answer).not.toContain('还不知道');
  });

  it.each([
    ['on', '已开启'],
    ['08:30', '08:30'],
    ['off', '已关闭'],
    ['resume', '已开启'],
    ['whenever', '可以这样说'],
  ])('answers "%s" of a group in the direct chat, and says so where it was asked', async (words, told) => {
    expect(await tell(`@审批助手 /digest ${words}`, { chat: 'purchasing' })).toContain(told);
    const heard = office.heard('purchasing');
    expect(heard).toHaveLength(1);
    expect(heard[0]).toContain('我在你和我的单聊里回复你了');
    expect(heard[0]).not.toContain(told);
  });
});

describe('the settings card', () => {
  it('shows how it is set up, in the direct chat even when asked in a group', async () => {
    expect(await tell('@审批助手 /digest', { chat: 'purchasing' })).toContain('已关闭');
    expect(office.heard('purchasing')).toHaveLength(1);
    expect(office.heard('purchasing')[0]).toContain('单聊');
  });

  it.each(['always', 'pickers'] as const)(
    'turns on in the time zone of the person, whether clicks name it %s or for pickers, says so, and turns off',
    async (named) => {
      office.sandbox.world.settings.variants.click_timezone = named;
      await tell('/digest');
      expect((await click('on')).toast?.content).toBe('每日摘要已开启：09:12 左右发给你。');
      expect(office.read(card())).toContain('下一次');
      expect(JSON.stringify(card().content)).toContain('"initial_option":"Europe/London"');
      expect((await click('off')).toast?.content).toBe('每日摘要已关闭。');
      expect(office.read(card())).toContain('已关闭');
    },
  );

  it('turns on as the form says, and by a card of an earlier day as it was', async () => {
    await tell('/digest');
    expect((await click('on', { time: '18:45' })).toast?.content).toContain('18:45 左右');
    await tell('/digest off');
    await tell('/digest');
    const { payload } = office.sandbox.clickEvent({
      by: 'emma',
      message_id: card().message_id,
      button: 'on',
      form: { time: '07:00' },
    });
    delete (payload as { event: { action: { form_value?: object } } }).event.action.form_value;
    const { headers, body } = office.sandbox.seal(payload);
    const answer = await fetch(office.url(), { method: 'POST', headers, body });
    expect(JSON.stringify(await answer.json())).toContain('18:45 左右发给你。');
  });

  it('keeps what the form says', async () => {
    await tell('/unread');
    await tell('/digest');
    const form = {
      time: '18:45',
      days: ['6', '7'],
      timezone: 'Asia/Tokyo',
      calendar: 'JP',
      more_than: '4',
      older_than: '3',
      muted: ['7C468A54-8745-2245-9675-08B7C63E7A81'],
      pause: '2026-06-01',
    };
    expect((await click('save', form)).toast?.content).toBe('已保存：18:45 左右发给你（Asia/Tokyo）。');
    expect(office.read(card())).toContain('已暂停');
    await click('resume');
    expect(office.read(card())).toContain('下一次');
    const saved = JSON.stringify(card().content);
    for (const part of [
      '"initial_time":"18:45"',
      '"selected_values":["6","7"]',
      '"initial_option":"Asia/Tokyo"',
      '"initial_option":"JP"',
      '"initial_option":"4"',
      '"initial_option":"3"',
      '"selected_values":["7C468A54-8745-2245-9675-08B7C63E7A81"]',
    ])
      expect(saved).toContain(part);
    // A Saturday, in Tokyo.
    expect(office.read(card())).toContain('5月23日');
  });

  it('ignores what a client can not send', async () => {
    await tell('/digest');
    const { payload } = office.sandbox.clickEvent({
      by: 'emma',
      message_id: card().message_id,
      button: 'save',
      form: { time: '18:45' },
    });
    const { action } = (payload as { event: { action: { form_value: object; timezone: string } } }).event;
    Object.assign(action.form_value, {
      days: ['8', 'x'],
      timezone: 'Mars/Olympus',
      more_than: '-1',
      older_than: '9'.repeat(9),
      pause: '2026-02-31 +0800',
    });
    const { headers, body } = office.sandbox.seal(payload);
    const answer = await fetch(office.url(), { method: 'POST', headers, body });
    expect(JSON.stringify(await answer.json())).toContain('已保存');
    await tell('/digest');
    expect(JSON.stringify(card().content)).toContain('"initial_time":"18:45"');
  });
});
