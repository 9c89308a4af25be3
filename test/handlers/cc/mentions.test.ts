import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '../../support/bot.ts';
import { strangers } from '../../support/strangers.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice({ change: strangers });
});
afterEach(() => office.close());

const say = async (who: string) => {
  await office.say('zhangsan', `/cc ${who} ${office.sandbox.instance('laptops').instance_code} 请知悉`);
  await office.wait(3);
};
const heard = () => office.heard('direct:zhangsan').join('\n');

describe('among those who are mentioned', () => {
  it('another bot is left out by name, and the colleagues get theirs', async () => {
    await say('@李四 @周报*助手* @王五');
    const people = ['lisi', 'wangwu'].map((one) => office.sandbox.person(one).open_id);
    expect(office.ccCalls()).toMatchObject([{ body: { cc_user_ids: people }, code: 0 }]);
    expect(heard()).toContain('周报*助手* 是机器人');
    const told = office.cards('direct:zhangsan').find((card) => office.read(card).includes('是机器人'));
    expect(office.read(told!, 'en_us')).toContain("Bots can't receive CCs");
    expect(office.read(told!, 'ja_jp')).toContain('ボットで CC を受け取れない');
  });

  it('nothing is promised of the colleagues before they have got theirs', async () => {
    const path = '/open-apis/approval/v4/instances/cc';
    office.sandbox.faults.add({ on: 'call', path, code: 1390018 });
    await say('@李四 @周报*助手*');
    expect(heard()).toContain('手写签名');
    expect(heard()).not.toContain('照常');
  });

  it('another bot alone gets nothing', async () => {
    await say('@周报*助手*');
    expect(office.ccCalls()).toEqual([]);
    expect(heard()).toContain('请 @ 至少一位同事');
  });

  it('a colleague whom the app may not see is named, and the log says which setting', async () => {
    await say('@李四 @吴九');
    expect(office.ccCalls()).toEqual([]);
    expect(heard()).toContain('我看不到 吴九 的信息');
    expect(heard()).not.toContain('本企业');
    expect(office.log.text()).toContain('contact range');
  });

  it('somebody of another company is named', async () => {
    await say('@李四 @陈合作');
    expect(office.ccCalls()).toEqual([]);
    expect(heard()).toContain('陈合作 不是本企业的同事');
  });
});
