import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { externalApply, externalCheck } from '../../src/cli/external.ts';
import { temporaryFolder } from '../support/engines.ts';
import { run } from './run.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

function fileWith(text: string): string {
  const file = path.join(temporaryFolder(), 'definitions.yaml');
  writeFileSync(file, text);
  return file;
}

describe('external apply', () => {
  it.each([[[]], [['--dry-run']], [['a', 'b']]])('%j is not how it is used', async (argv) => {
    const [code, text] = await run(externalApply, ...argv);
    expect([code, text]).toEqual([2, 'Usage: feishu-approval-bot external apply FILE [--env FILE]\n']);
  });

  it('says that there is no such file', async () => {
    const [code, text] = await run(externalApply, '/no/such/file.yaml');
    expect([code, text]).toEqual([1, expect.stringContaining('/no/such/file.yaml can not be read')]);
  });

  it('says where the YAML is broken', async () => {
    const [code, text] = await run(externalApply, fileWith('definitions: [ {'));
    expect([code, text]).toEqual([1, expect.stringMatching(/is not valid YAML:\n {2}.* at line 1/s)]);
  });

  it('names every mistake by its path, before it needs settings or a database', async () => {
    const file = fileWith(
      'definitions:\n  - { code: oa-leave, name: 请假, viewers: all }\n  - { color: red }\n',
    );
    const [code, text] = await run(externalApply, file);
    expect(code).toBe(1);
    expect(text).toContain('  • definitions[0].group is missing: it must be an object\n');
    expect(text).toContain('  • definitions[0].viewers must be everyone, nobody');
    expect(text).toContain('  • definitions[1].color is not a field of this shape\n');
  });

  it('takes JSON, too', async () => {
    const [, text] = await run(externalApply, fileWith('{"definitions": []}'));
    expect(text).toContain('  • definitions must have at least one entry\n');
  });
});

it('external check refuses an option that it does not know', async () => {
  const [code, text] = await run(externalCheck, '--force');
  expect([code, text]).toEqual([2, expect.stringContaining('external check [--system NAME] [--repair]')]);
});
