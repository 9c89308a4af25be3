import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { masked } from '../../src/feishu/events/mask.ts';
import { askRunningBot } from '../../src/ops/admin.ts';
import { recorder } from '../../src/ops/record.ts';
import { type Office, openOffice } from '../support/bot.ts';
import { temporaryFolder } from '../support/engines.ts';

let office: Office;
afterEach(async () => {
  await office?.close();
  office = undefined as never;
});

async function replayed(event: unknown, really = false) {
  const said: string[] = [];
  await askRunningBot(office.dataDir, {
    name: 'replay',
    args: { event, really },
    say: (line) => said.push(line),
  });
  return said.join('\n');
}

/** A message as Feishu sends it, said by somebody. */
const message = (text: string, message_id = 'om_replayed') => ({
  schema: '2.0',
  header: { event_id: 'ev_replayed', event_type: 'im.message.receive_v1', token: '' },
  event: {
    sender: { sender_id: { open_id: office.sandbox.person('zhangsan').open_id }, sender_type: 'user' },
    message: {
      message_id,
      create_time: String(office.clock.now()),
      chat_id: office.sandbox.directChat('zhangsan').chat_id,
      chat_type: 'p2p',
      message_type: 'text',
      content: JSON.stringify({ text }),
    },
  },
});

const jobs = async () => (await office.db().all('select count(*) as n from job'))[0]?.n;

it('a replay says what would come of an event, and nothing comes of it', async () => {
  office = await openOffice();
  const before = await jobs();
  expect(await replayed(message('/ping'))).toMatch(
    /would add send notice:om_replayed:ping\.pong: the card notice \(reply\)/,
  );
  await office.wait(60);
  expect(office.heard('direct:zhangsan')).toEqual([]);
  expect(await jobs()).toBe(before);
});

it('a click is answered as it would be, and recorded nowhere', async () => {
  office = await openOffice();
  await office.say('zhangsan', '/help');
  await office.wait(2);
  const [card] = office.cards('direct:zhangsan');
  const event = {
    operator: { open_id: office.sandbox.person('zhangsan').open_id },
    action: { value: { a: 'create.start' } },
    context: {
      open_message_id: card?.message_id,
      open_chat_id: office.sandbox.directChat('zhangsan').chat_id,
    },
  };
  const header = { event_id: 'ev_click', event_type: 'card.action.trigger', token: '' };
  expect(await replayed({ schema: '2.0', header, event })).toMatch(
    /would add create(?:.|\n)*would answer \{/,
  );
  await office.wait(60);
  expect(office.heard('direct:zhangsan')).toHaveLength(1);
  expect(await office.db().all(`select * from click`)).toEqual([]);
});

it('with --really the bot does it, once for each time that it is asked', async () => {
  office = await openOffice();
  expect(await replayed(message('/ping', (await said()) ?? ''), true)).toContain('taken in');
  await office.wait(5);
  expect(office.heard('direct:zhangsan')).toHaveLength(1);
});

/** A message that there is, since the bot replies to it. */
const said = async () => {
  office.sandbox.faults.add({ on: 'delivery', drop: true, times: 1 });
  return office.sandbox
    .say({ from: 'zhangsan', text: '/ping', chat: 'direct' })
    .then((one) => one.message_id);
};

it.each([
  ['no event', {}, /no event as Feishu sends one/],
  ['a text', 'hello', /no event as Feishu sends one/],
])('%s is refused', async (_what, event, reason) => {
  office = await openOffice();
  await expect(replayed(event)).rejects.toThrow(reason);
});

it('an event of an unknown type, and one that can not be read, are told as that', async () => {
  office = await openOffice();
  const header = { event_id: 'e', event_type: 'contact.user.created_v3', token: '' };
  expect(await replayed({ schema: '2.0', header, event: {} })).toContain('nothing here handles');
  expect(await replayed({ ...message('x'), event: { message: 1 } })).toContain('quarantine: unreadable at');
});

it('what is recorded names nobody, and is read by replay', async () => {
  const folder = path.join(temporaryFolder(), 'recorded');
  const log = { warn: () => undefined };
  office = await openOffice({ surroundings: { record: recorder(folder, log) } });
  await office.say(
    'zhangsan',
    '@审批助手 /cc @李四 请看 13800138000 https://go.feishu.cn/approval/s/abc?UserID=7f3a',
    {
      chat: 'purchasing',
    },
  );
  await office.wait(2);
  const [file = ''] = readdirSync(folder);
  const text = readFileSync(path.join(folder, file), 'utf8');
  for (const { open_id, union_id, user_id, name } of office.sandbox.world.people)
    for (const secret of [open_id, union_id, user_id, name]) expect(text).not.toContain(secret);
  expect(text).not.toMatch(/13800138000|7f3a|sandbox-verification-token/);
  expect(text).toMatch(/\/cc .*https:\/\/go\.feishu\.cn\/approval\/s\/abc/);
  expect(await replayed(JSON.parse(text))).toMatch(/^im\.message\.receive_v1/);
});

it('whatever an event is made of, no word and no id of a person is left', () => {
  const id = fc.stringMatching(/^ou_[0-9a-f]{32}$/);
  const words = fc.stringMatching(/^[甲乙丙丁]{4,9}$/);
  const leaf = fc.oneof(id, words, fc.integer(), fc.boolean(), fc.constant(null));
  const key = fc.constantFrom(
    'open_id',
    'user_id',
    'name',
    'text',
    'title',
    'form_value',
    'comment',
    'content',
  );
  const tree = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(key, tie('any'), { maxKeys: 4 }),
    ),
  })).any;
  fc.assert(
    fc.property(fc.dictionary(key, tree), (event) => {
      const text = JSON.stringify(masked(event, () => 'p'));
      expect(text).not.toMatch(/ou_[0-9a-f]{32}/);
    }),
  );
});
