import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { botElsewhere } from '../../sandbox/page/bot.ts';
import { lineDifference, shortDifference } from '../../sandbox/transcript/difference.ts';
import { transcriptSchema, writeTranscript } from '../../sandbox/transcript/format.ts';
import { recordTranscript } from '../../sandbox/transcript/record.ts';
import { replayTranscript } from '../../sandbox/transcript/replay.ts';
import { shownChats } from '../../sandbox/transcript/shown.ts';
import { openPageWithBot } from '../support/page.ts';
import { firstOf } from '../support/press.ts';

describe('a transcript', () => {
  it('of a conversation is played again to another bot, with the same outcome', async () => {
    const first = await openPageWithBot();
    await first.sandbox.say({ from: 'zhangsan', chat: 'direct', text: '/cc @王五 请看' });
    const picker = () => first.sandbox.messages('direct:zhangsan').find(({ sender }) => sender === 'bot');
    await expect.poll(picker).toBeDefined();
    const message_id = picker()?.message_id ?? '';
    const button = firstOf(picker()?.content ?? {}, 'cc.pick');
    await first.sandbox.click({ by: 'zhangsan', message_id, button });
    await expect.poll(() => JSON.stringify(picker()?.content)).toContain('已抄送给 1 人');
    first.sandbox.decide({ by: 'lisi', instance: 'laptops', decision: 'approve' });
    const saved = transcriptSchema.parse(parse(writeTranscript(recordTranscript(first.sandbox.platform))));
    expect(
      saved.steps.map(({ say, click, decide }) => [say?.text, click?.message, decide?.decision]),
    ).toEqual([
      ['/cc @王五 请看', undefined, undefined],
      [undefined, 'direct:zhangsan#2', undefined],
      [undefined, undefined, 'approve'],
    ]);

    const second = await openPageWithBot();
    const replayed = { ...saved, started: new Date(second.sandbox.platform.started).toISOString() };
    expect(await replayTranscript(replayed, second.sandbox, botElsewhere)).toEqual([]);
    expect(shownChats(second.sandbox.platform)).toEqual(saved.shown);
  });

  it('has how people came to the bot: by its menu, its chat, and a group', async () => {
    const first = await openPageWithBot({ offered: ['purchase'] });
    const { sandbox } = first;
    const heard = (chat: string) => () => sandbox.messages(chat).length;
    const direct = () => sandbox.messages(sandbox.directChat('zhangsan'));
    await sandbox.enterChat({ by: 'zhangsan' });
    await expect.poll(() => direct().length).toBe(1);
    await sandbox.menu({ by: 'zhangsan', key: 'create' });
    await expect.poll(() => direct().length).toBe(2);
    await sandbox.addBot({ by: 'lisi', chat: 'private' });
    await expect.poll(heard('private')).toBe(1);
    const saved = transcriptSchema.parse(parse(writeTranscript(recordTranscript(sandbox.platform))));
    expect(saved.steps.map(({ enter, menu, add_bot }) => enter ?? menu ?? add_bot)).toEqual([
      { by: 'zhangsan' },
      { by: 'zhangsan', key: 'create' },
      { by: 'lisi', chat: 'private' },
    ]);

    const second = await openPageWithBot({ offered: ['purchase'] });
    const replayed = { ...saved, started: new Date(second.sandbox.platform.started).toISOString() };
    expect(await replayTranscript(replayed, second.sandbox, botElsewhere)).toEqual([]);
    expect(shownChats(second.sandbox.platform)).toEqual(saved.shown);
  });

  it('counts an answer before the next step, and has what other systems pushed', async () => {
    const first = await openPageWithBot();
    const { sandbox } = first;
    const count = () => sandbox.messages('direct:zhangsan').length;
    for (const answered of [2, 4]) {
      await sandbox.say({ from: 'zhangsan', chat: 'direct', text: '/ping' });
      await expect.poll(count).toBe(answered);
    }
    const pushed = { system: 'oa', instance_id: 'OA-2026-0042' };
    sandbox.platform.acts.push({ at: sandbox.clock.now(), kind: 'push', options: pushed });
    const saved = transcriptSchema.parse(parse(writeTranscript(recordTranscript(sandbox.platform))));
    expect(saved.steps.map(({ messages }) => messages)).toEqual([2, 4, 4]);

    const second = await openPageWithBot();
    const replayed = { ...saved, started: new Date(second.sandbox.platform.started).toISOString() };
    const [pushes, steps]: [object[], number[]] = [[], []];
    const playing = {
      push: async (one: object) => pushes.push(one),
      onStep: (step: number) => steps.push(step),
    };
    expect(await replayTranscript(replayed, second.sandbox, botElsewhere, playing)).toEqual([]);
    expect(shownChats(second.sandbox.platform)).toEqual(saved.shown);
    expect([pushes, steps]).toEqual([[pushed], [1, 2, 3]]);
  });

  it('says what is missing when the bot has said less', async () => {
    const { sandbox } = await openPageWithBot();
    const click = { by: 'zhangsan', message: 'purchasing#9', button: 'x', saw: '好的' };
    const started = new Date(sandbox.platform.started).toISOString();
    const steps = [{ at: 0, click, messages: 0 }];
    const surprises = await replayTranscript(
      { transcript: 1, started, steps, shown: {} },
      sandbox,
      botElsewhere,
    );
    expect(surprises).toEqual([
      'step 1: saw "not possible: there is no message purchasing#9" instead of "好的"',
    ]);
  });
});

describe('the difference of two texts', () => {
  it('marks what is gone and what is new', () => {
    expect(lineDifference(['a', 'b', 'c'], ['a', 'x', 'c', 'd'])).toEqual([
      '  a',
      '- b',
      '+ x',
      '  c',
      '+ d',
    ]);
  });

  it('keeps to the surroundings of a change, and is empty without one', () => {
    const lines = [...'abcdefgh'];
    expect(shortDifference(lines, lines)).toEqual([]);
    expect(shortDifference(lines, [...'abcdefgX'])).toEqual(['  f', '  g', '- h', '+ X']);
  });
});
