import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkWorld, loadWorld } from '../../sandbox/platform/index.ts';
import { startRig, WORLD_FILE, WORLD_START } from './support.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests bend the raw file in every way
type Raw = any;
const raw = (): Raw => parse(readFileSync(WORLD_FILE, 'utf8'));

it('has the people, definitions and instances that the bot has to cope with', () => {
  const world = loadWorld(WORLD_FILE);
  expect(
    world.people.filter((person) => person.available && !person.resigned && !person.tenant_key),
  ).toHaveLength(6);
  expect(world.people.filter((person) => person.resigned)).toHaveLength(1);
  expect(world.people.filter((person) => !person.available)).toHaveLength(1);
  expect(world.people.filter((person) => person.tenant_key)).toHaveLength(1);
  expect(new Set(world.people.map((person) => person.language))).toEqual(
    new Set(['zh_cn', 'en_us', 'ja_jp']),
  );
  expect(world.definitions.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['采购申请', '请假申请', '费用报销']),
  );
  expect(world.definitions.some(({ status }) => status === 'INACTIVE')).toBe(true);
  expect(new Set(world.instances.map(({ status }) => status)).size).toBeGreaterThanOrEqual(4);
});

it('reads the same world from text as from the file', () => {
  expect(loadWorld(readFileSync(WORLD_FILE, 'utf8'))).toEqual(loadWorld(WORLD_FILE));
});

it.each<[string, (world: Raw) => void, string]>([
  [
    'a bad open_id',
    (w) => (w.people[2].open_id = 'ou_12'),
    'people[2].open_id: expected an open_id: "ou_" and 32',
  ],
  ['a bad app_id', (w) => (w.app.app_id = 'cli_x'), 'app.app_id: expected an app_id'],
  [
    'a key that is too long',
    (w) => (w.app.encrypt_key = 'k'.repeat(33)),
    'app.encrypt_key: at most 32 characters',
  ],
  ['a taken open_id', (w) => (w.people[1].open_id = w.people[0].open_id), 'is taken by people[0]'],
  [
    'a taken serial number',
    (w) => (w.instances[1].serial_number = w.instances[0].serial_number),
    'instances[1].serial_number',
  ],
  [
    'an unknown member',
    (w) => w.chats[0].members.push('nobody'),
    'there is no person "nobody"; known: zhangsan, lisi',
  ],
  [
    'an unknown definition',
    (w) => (w.instances[0].definition = 'nothing'),
    'instances[0].definition: there is no definition',
  ],
  [
    'an unknown recipient',
    (w) => (w.instances[1].ccs[0].to[0].person = 'nobody'),
    'instances[1].ccs[0].to[0].person',
  ],
  ['a time that is none', (w) => (w.instances[0].started = 'yesterday'), 'instances[0].started: write "now"'],
  [
    'a time zone that is none',
    (w) => (w.people[0].timezone = 'Mars/Base'),
    'people[0].timezone: expected an IANA',
  ],
  ['a misspelt property', (w) => (w.people[0].langauge = 'zh_cn'), 'people[0]: Unrecognized key: "langauge"'],
  [
    'a widget the definition lacks',
    (w) => w.instances[0].form.push({ id: 'w', type: 'input', value: 1 }),
    'instances[0].form[4]: the definition has no such widget',
  ],
  [
    'a node the definition lacks',
    (w) => (w.instances[0].tasks[0].node = '0'.repeat(32)),
    'instances[0].tasks[0].node',
  ],
  [
    'an external part on a native instance',
    (w) => (w.instances[0].external = w.instances[8].external),
    'instances[0].external',
  ],
  [
    'somebody unknown in the demo',
    (w) => (w.demo.to[1] = 'nobody'),
    'demo.to[1]: there is no person "nobody"',
  ],
  ['a chat unknown to it', (w) => (w.demo.chat = 'nowhere'), 'demo.chat: there is no chat "nowhere"'],
  ['a third-party instance without it', (w) => delete w.instances[8].external, 'instances[8].external'],
])('names the field and what is right: %s', (_name, bend, message) => {
  const world = raw();
  bend(world);
  expect(() => checkWorld(world, 'world.yml')).toThrow(message);
});

it('reports every mistake at once, and broken YAML with its line', () => {
  const world = raw();
  world.people[0].user_id = '!';
  world.tenant_key = '';
  expect(() => checkWorld(world)).toThrow(
    /people\[0\]\.user_id[\s\S]*tenant_key|tenant_key[\s\S]*people\[0\]\.user_id/,
  );
  expect(() => loadWorld('app: [\nb: }\n')).toThrow(/not valid YAML[\s\S]*line 2/);
});

it('counts relative times from the start of the sandbox', async () => {
  const { sandbox } = await startRig();
  expect(sandbox.instance('laptops').started_at).toBe(WORLD_START - 2 * 3_600_000);
  expect(sandbox.instance('osaka-trip').ended_at).toBe(WORLD_START - 59 * 86_400_000);
});

it('gives direct chats the same id in every run, and throws for handles that do not exist', async () => {
  const [first, second] = [await startRig(), await startRig()];
  expect(first.sandbox.directChat('lisi').chat_id).toMatch(/^oc_[0-9a-f]{32}$/);
  expect(first.sandbox.directChat('lisi').chat_id).toBe(second.sandbox.directChat('lisi').chat_id);
  expect(first.sandbox.directChat('lisi').chat_id).not.toBe(first.sandbox.directChat('emma').chat_id);
  expect(() => first.sandbox.person('nobody')).toThrow('it has zhangsan');
  expect(() => first.sandbox.chat('nowhere')).toThrow('it has purchasing');
  expect(() => first.sandbox.instance('nothing')).toThrow('it has laptops');
});
