import { afterEach, describe, expect, it } from 'vitest';
import manifest from '../../app.manifest.json' with { type: 'json' };
import type { World } from '../../sandbox/platform/index.ts';
import { HOUR_MS } from '../../src/lib/clock.ts';
import { book, commands } from '../cards/examples.ts';
import { type Office, openOffice } from '../support/bot.ts';

let office: Office;
afterEach(() => office.close());

const PATH = '/open-apis/application/v7/app_slash_commands';
const open = async (change: (world: World) => void = () => undefined) => {
  office = await openOffice({ surroundings: { slashCommands: true }, change });
  await office.wait(2);
};
const calls = (from = 0) =>
  office.sandbox.calls
    .filter(({ path }) => path.startsWith(PATH))
    .slice(from)
    .map(({ method }) => method);
const listed = () => office.sandbox.world.app.commands;
const remark = async () => {
  const answer = await fetch(new URL('/readyz', office.url()));
  return [answer.status, ((await answer.json()) as Record<string, string>).slash_commands];
};
const one = (command: string, i18n: Record<string, string> = {}) => ({
  ...{ command_id: `id-${command}`, command, icon_key: 'x' },
  description: { default_value: 'of before', i18n },
});

describe('slash commands', () => {
  it('are registered at start with what help says of them, and cost one call from then on', async () => {
    await open();
    expect(listed().map(({ command }) => command)).toEqual(commands.map(({ name }) => name));
    const text = (language: 'zh_cn' | 'en_us' | 'ja_jp') => book.text(language, 'help.command.unread');
    expect(listed().find(({ command }) => command === 'unread')?.description).toEqual({
      default_value: text('zh_cn'),
      i18n: { zh_cn: text('zh_cn'), en_us: text('en_us'), ja_jp: text('ja_jp') },
    });
    expect(listed().map(({ command }) => command)).toEqual(manifest.slashCommands.map(({ name }) => name));
    expect(await remark()).toEqual([200, 'ok']);
    expect(calls()).toEqual(['GET', ...commands.map(() => 'POST')]);
    await office.restart();
    await office.wait(2);
    expect(calls(1 + commands.length)).toEqual(['GET']);
    await office.pass(24 * HOUR_MS);
    expect(calls(1 + commands.length)).toEqual(['GET']);
  });

  it('leave alone what else the app has: other commands, other languages, icons', async () => {
    const others = [one('weather'), one('cc', { en_us: 'old', fr_fr: 'Copier' })];
    await open(({ app }) => app.commands.push(...structuredClone(others)));
    expect(listed()[0]).toEqual(others[0]);
    expect(listed()[1]).toMatchObject({ command_id: 'id-cc', icon_key: 'x' });
    expect(listed()[1]?.description.i18n).toMatchObject({
      en_us: book.text('en_us', 'help.command.cc'),
      fr_fr: 'Copier',
    });
    expect(calls().filter((method) => method !== 'POST')).toEqual(['GET', 'PATCH']);
  });

  it('a missing scope is told in the log and by /readyz, fails nobody, and is looked for again', async () => {
    const scope = 'application:app_slash_command:write';
    await open(({ app }) => {
      app.scopes = app.scopes.filter((name) => name !== scope);
    });
    expect(await remark()).toEqual([200, expect.stringContaining(scope)]);
    expect(office.log.text()).toContain('slash commands are not listed');
    office.sandbox.admin.grant(scope);
    await office.pass(6 * HOUR_MS);
    expect(await remark()).toEqual([200, 'ok']);
    expect(office.heard('direct:zhangsan').filter((text) => text.includes('设置'))).toEqual([]);
  });

  it.runIf(process.env.OFFICE_ENGINE === 'postgres')(
    'two replicas that start at once register each of them once',
    async () => {
      await open();
      listed().length = 0;
      await Promise.all([office.replica(), office.replica()]);
      await office.wait(10);
      expect(listed().map(({ command }) => command)).toEqual(commands.map(({ name }) => name));
      expect(office.log.text()).not.toContain('slash commands are not listed');
    },
  );
});
