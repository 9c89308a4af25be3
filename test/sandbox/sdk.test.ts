import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { card, startRig, withScope } from './support.ts';

const lark = createRequire(import.meta.url)(
  '@larksuiteoapi/node-sdk',
) as typeof import('@larksuiteoapi/node-sdk');

it('serves the official SDK: token, message, reply, patch, users, definition, instance, cc, search_cc, tasks', async () => {
  const { sandbox } = await startRig(withScope('contact:user.base:readonly'));
  const client = new lark.Client({
    appId: sandbox.app.app_id,
    appSecret: sandbox.app.app_secret,
    domain: sandbox.url,
    cache: new lark.DefaultCache(),
    loggerLevel: lark.LoggerLevel.fatal,
  });
  const [zhangsan, lisi] = [sandbox.person('zhangsan'), sandbox.person('lisi')];
  const approval_code = '7C468A54-8745-2245-9675-08B7C63E7A81';
  const { instance_code } = sandbox.instance('laptops');

  const sent = await client.im.v1.message.create({
    params: { receive_id_type: 'open_id' },
    data: { receive_id: lisi.open_id, msg_type: 'interactive', content: JSON.stringify(card()), uuid: 'u1' },
  });
  const path = { message_id: sent.data?.message_id ?? '' };
  const reply = await client.im.v1.message.reply({
    path,
    data: { msg_type: 'text', content: '{"text":"hi"}' },
  });
  expect(reply.data?.parent_id).toBe(path.message_id);
  expect(
    (await client.im.v1.message.patch({ path, data: { content: JSON.stringify(card('2')) } })).code,
  ).toBe(0);
  expect((await client.im.v1.message.get({ path })).data?.items?.[0]?.updated).toBe(true);

  const user = await client.contact.v3.user.get({ path: { user_id: lisi.open_id } });
  expect(user.data?.user?.name).toBe('李四');
  const batch = await client.contact.v3.user.batch({
    params: { user_ids: [lisi.open_id, zhangsan.open_id] },
  });
  expect(batch.data?.items).toHaveLength(2);

  const definition = await client.approval.v4.approval.get({ path: { approval_code } });
  expect(definition.data?.approval_name).toBe('采购申请');
  expect((await client.approval.v4.approval.subscribe({ path: { approval_code } })).code).toBe(0);
  const cc = await client.approval.v4.instance.cc({
    data: {
      approval_code,
      instance_code,
      user_id: zhangsan.open_id,
      cc_user_ids: [lisi.open_id],
      comment: 'ok',
    },
  });
  expect(cc.code).toBe(0);
  const instance = await client.approval.v4.instance.get({ path: { instance_id: instance_code } });
  expect(instance.data?.timeline.at(-1)).toMatchObject({ type: 'CC', comment: 'ok' });
  const unread = await client.approval.v4.instance.searchCc({
    params: { page_size: 50 },
    data: { user_id: lisi.open_id, instance_code, read_status: 'UNREAD' },
  });
  expect(unread.data?.cc_list?.[0]?.cc?.read_status).toBe('unread');
  const tasks = await client.approval.v4.task.query({
    params: { user_id: lisi.open_id, topic: '17', page_size: 10 },
  });
  expect(tasks.data?.tasks).toMatchObject([{ process_code: instance_code }]);
  const list = await client.approval.v4.instance.query({
    data: { user_id: zhangsan.open_id, instance_status: 'PENDING' },
  });
  expect(list.data?.count).toBe(2);
  expect(sandbox.calls.filter(({ path: called }) => called.includes('/auth/'))).toHaveLength(2);
});

it('gives the SDK errors as it expects them', async () => {
  const { sandbox } = await startRig();
  const quiet = { error() {}, warn() {}, info() {}, debug() {}, trace() {} };
  const settings = { domain: sandbox.url, cache: new lark.DefaultCache(), logger: quiet };
  const wrong = new lark.Client({ appId: sandbox.app.app_id, appSecret: 'wrong', ...settings });
  await expect(wrong.approval.v4.instance.get({ path: { instance_id: 'x' } })).rejects.toThrow(
    'failed to get tenant_access_token, code: 10014',
  );
  const client = new lark.Client({
    appId: sandbox.app.app_id,
    appSecret: sandbox.app.app_secret,
    ...settings,
  });
  await expect(client.approval.v4.instance.get({ path: { instance_id: 'x' } })).rejects.toMatchObject({
    response: { status: 400, data: { code: 1390003, error: { log_id: expect.any(String) } } },
  });
});
