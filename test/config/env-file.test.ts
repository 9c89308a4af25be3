import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { envFile, withSettings } from '../../src/config/env-file.ts';
import { temporaryFolder } from '../support/engines.ts';

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '');

describe('settings in a text', () => {
  it.each<[string, string, string]>([
    ['an empty file', '', 'A=1\n'],
    ['a file without a last line break', '# mine', '# mine\nA=1\n'],
    ['an empty value', '# mine\nA=\nB=2\n', '# mine\nA=1\nB=2\n'],
    ['another value, with what stands before it', '  export A=9 # old\nB=2\n', '  export A=1\nB=2\n'],
    ['the same value, whose comment stays', 'A=1 # as it was\n', 'A=1 # as it was\n'],
    ['the last of several', 'A=0\nA=9\n', 'A=0\nA=1\n'],
    ['a name that only begins so', 'AA=2\n#A=3\n', 'AA=2\n#A=3\nA=1\n'],
    ['lines of Windows', 'A=9\r\nB=2\r\n', 'A=1\r\nB=2\r\n'],
    ['a value of several lines that has such a line', 'B="x\nA=9\ny"\n', 'B="x\nA=9\ny"\nA=1\n'],
  ])('are set in %s', (_what, before, after) => {
    expect(withSettings(before, { A: '1' })).toBe(after);
  });

  it('are quoted where they have to be, and refused where nothing holds them', () => {
    expect(withSettings('', { A: "it's a #1" })).toBe('A="it\'s a #1"\n');
    expect(() => withSettings('', { A: '\'"`' })).toThrow("A can't be written");
  });

  it('say what was asked for, and everything else as before, whatever the file has', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'A=',
        'export A=1',
        ' A = 2',
        '#A=3',
        'B="',
        'B=x"',
        "C='",
        '`',
        '\r',
        'A="x',
        'é=1',
        '=',
        '',
      ),
      fc.string({ maxLength: 8 }),
    );
    const value = fc.stringMatching(/^[\w.:/@ #,=-]{0,20}$/);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), value, value, (pieces, a, b) => {
        const before = pieces.join('\n');
        let after: string;
        try {
          after = withSettings(before, { A: a, NEW: b });
        } catch {
          // What is open at the end of a file swallows whatever comes after it.
          return;
        }
        expect({ ...parseEnv(after) }).toEqual({ ...parseEnv(before), A: a, NEW: b });
        const changed = linesOf(before).filter((line) => !linesOf(after).includes(line));
        expect(changed.length).toBeLessThanOrEqual(1);
        expect(changed.every((line) => /^\s*(export\s+)?A\s*=/.test(line))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a file of settings', () => {
  const file = () => path.join(temporaryFolder(), '.env');

  it('is made for its owner alone, and read back', () => {
    const env = envFile(file());
    expect(env.read()).toEqual({});
    env.write({ A: '1' });
    expect(env.read()).toEqual({ A: '1' });
    expect(statSync(env.path).mode & 0o777).toBe(0o600);
  });

  it('is the old one or the new one, never open to others again, and leaves nothing beside it', () => {
    const env = envFile(file());
    writeFileSync(env.path, '# kept\nA=9\n');
    chmodSync(env.path, 0o644);
    env.write({ A: '1' });
    expect(readFileSync(env.path, 'utf8')).toBe('# kept\nA=1\n');
    expect(statSync(env.path).mode & 0o777).toBe(0o600);
    expect(() => env.write({ A: '\'"`' })).toThrow();
    expect(readFileSync(env.path, 'utf8')).toBe('# kept\nA=1\n');
    expect(readdirSync(path.dirname(env.path))).toEqual(['.env']);
  });

  it('stays a link also where that leads to nothing yet', () => {
    const [link, target] = [file(), file()];
    symlinkSync(path.relative(path.dirname(link), target), link);
    envFile(link).write({ A: '1' });
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe('A=1\n');
  });

  it('is held by one at a time, and by nobody who is gone', () => {
    const env = envFile(file());
    const letGo = env.hold();
    expect(() => env.hold()).toThrow(`process ${process.pid}`);
    letGo();
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(`${env.path}.lock`, `${pid}\n`);
    env.hold()();
    expect(readdirSync(path.dirname(env.path))).toEqual([]);
  });

  it('stays a link where it is one', () => {
    const [link, target] = [file(), file()];
    writeFileSync(target, '');
    symlinkSync(target, link);
    envFile(link).write({ A: '1' });
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe('A=1\n');
  });
});
