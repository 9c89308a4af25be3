import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultSwitches } from '../../../sandbox/page/faults.ts';
import { startSandbox } from '../../../sandbox/platform/index.ts';
import { projectRoot } from '../../../src/lib/project-root.ts';
import { exampleWorld } from '../../support/world.ts';

const root = projectRoot();
const read = (name: string): Record<string, string[]> =>
  JSON.parse(readFileSync(path.join(root, 'sandbox/web/texts', `${name}.json`), 'utf8'));
const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

describe.each(['page', 'drawer'])('the texts of the %s', (name) => {
  it.each(Object.entries(read(name)))(
    '%s is there in three languages, with the same values',
    (_key, texts) => {
      expect(texts.map((text) => text.trim() !== '')).toEqual([true, true, true]);
      for (const text of texts) expect(placeholders(text)).toEqual(placeholders(texts[0] ?? ''));
    },
  );
});

describe('the switches of the drawer', () => {
  it('each have a name, and let connections go half-open', async () => {
    const sandbox = await startSandbox({ world: exampleWorld() });
    const switches = faultSwitches(sandbox.platform);
    expect(Object.keys(read('drawer'))).toEqual(expect.arrayContaining(switches.list().map(({ id }) => id)));
    switches.set('connection-dead', true);
    expect(sandbox.platform.faults.forConnection()).toMatchObject({ halfOpen: true });
    switches.set('connection-dead', false);
    expect(sandbox.platform.faults.forConnection()).toBeUndefined();
    await sandbox.close();
  });
});
