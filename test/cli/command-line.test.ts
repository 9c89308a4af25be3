import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../../src/cli/command-line.ts';
import { manual } from '../../src/cli/manual.ts';

const read = (line: string) => readCommandLine(line ? line.split(' ') : [], () => '1.2.3');

describe('the command line', () => {
  it.each([
    ['start', 'start', [], {}],
    ['sandbox --once', 'sandbox', ['--once'], undefined],
    ['digest run --user ou_a', 'digest run', ['--user', 'ou_a'], {}],
    ['db copy', 'db copy', [], undefined],
    ['start now', 'start', ['now'], {}],
    ['init --env bot.env', 'init', ['--env', 'bot.env'], undefined],
  ])('%s is a command', (line, name, args, settings) => {
    expect(read(line)).toEqual({ name, args, ...(settings && { settings }) });
  });

  it.each(['start', 'doctor', 'digest run', 'replay', 'external apply', 'external check', 'db backup'])(
    '%s takes the settings from the file that --env names',
    (name) => {
      for (const [line, args] of [
        [`${name} --env bot.env x`, ['x']],
        [`${name} x --env=bot.env`, ['x']],
      ] as const)
        expect(read(line)).toEqual({ name, args, settings: { file: 'bot.env' } });
      expect(read(`${name} --env`)).toEqual({ text: expect.stringContaining('[--env FILE]'), code: 2 });
      expect(read(`${name} --env --fix`)).toMatchObject({ code: 2 });
    },
  );

  it.each([
    ['strat', 'start'],
    ['Start', 'start'],
    ['sandbx', 'sandbox'],
    ['digest rum', 'digest run'],
    ['digset run', 'digest run'],
    ['external chek --repair', 'external check'],
    ['db cpoy --from a', 'db copy'],
  ])('%s is near to %s', (line, meant) => {
    const text = expect.stringContaining(`Did you mean \`feishu-approval-bot ${meant}\`?`);
    expect(read(line)).toEqual({ text, code: 2 });
  });

  it.each(['quatsch', '--once', '-x', '__proto__', 'constructor', '\u0000', '启动'])(
    '%j is near to none, and all are listed',
    (line) => {
      const { text, code } = read(line) as { text: string; code: number };
      expect([code, text]).toEqual([2, expect.stringContaining(`There is no command \`${line}\`.\n`)]);
      expect(text).not.toContain('Did you mean');
      expect(text).toContain('run the bot against Feishu');
    },
  );

  it.each([
    ['', 2],
    ['--help', 0],
    ['-h', 0],
    ['help', 0],
  ])('%j lists all', (line, code) => {
    const { text, ...rest } = read(line) as { text: string; code: number };
    expect(rest).toEqual({ code });
    for (const { about } of Object.values(manual)) expect(text).toContain(about);
  });

  it.each([
    ['external', 2],
    ['external --help', 0],
    ['external --repair', 2],
  ])('%s lists what begins with it', (line, code) => {
    const text = expect.stringMatching(/external apply [\s\S]*external check /);
    expect(read(line)).toEqual({ text, code });
    expect((read(line) as { text: string }).text).not.toContain('db copy');
  });

  it.each(Object.keys(manual))('%s has a help of its own', (name) => {
    const text = expect.stringMatching(new RegExp(`^Usage: feishu-approval-bot ${name}[ \\n]`));
    expect(read(`${name} --help`)).toEqual({ text, code: 0 });
    expect(read(`${name} --user x -h`)).toEqual({ text, code: 0 });
  });

  it.each(['--version', '-v'])('%s', (line) => {
    expect(read(line)).toEqual({ text: '1.2.3\n', code: 0 });
  });
});
