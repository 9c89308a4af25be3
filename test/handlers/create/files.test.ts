import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { BodyFault } from '../../../sandbox/platform/fault.ts';
import { until } from '../../support/until.ts';
import { type Desk, openDesk, picture } from './desk.ts';

let desk: Desk;
afterEach(() => desk.close());

const RESOURCES = '/open-apis/im/v1/messages/:message_id/resources/:file_key';
const UPLOADS = '/approval/openapi/v2/file/upload';
const large = { ...picture, data: Buffer.alloc(300_000, 'PNG') };
const sixteen = Array.from({ length: 16 }, () => large);

const open = async (callTimeoutMs: number) => {
  desk = await openDesk(['outing'], { surroundings: { callTimeoutMs } });
};
/** Sends files as replies to a form that takes pictures. */
async function send(by: string, files: (typeof picture)[]) {
  await desk.open(by, 'waichu');
  const { message_id: replyTo } = desk.last(by);
  for (const attachment of files)
    await (await desk.sandbox.say({ from: by, chat: 'direct', replyTo, attachment })).delivered;
}
const downloads = () => desk.sandbox.calls.filter(({ path }) => path.includes('/resources/'));
const uploads = () => desk.sandbox.calls.filter(({ path }) => path === UPLOADS);
const attached = (by: string) =>
  desk.heard(`direct:${by}`).filter((said) => said.includes('收到 1 个文件')).length;
/** Sockets and the disk take real time, and what follows from them time of the bot. */
const passes = (happened: () => boolean | Promise<boolean>) =>
  until(async () => {
    await desk.wait(1);
    return happened();
  });

const bad: BodyFault[] = [{ kind: 'stalls' }, { kind: 'drips', everyMs: 10 }, { kind: 'never ends' }];

describe('files that come badly', () => {
  it.each(bad)('sixteen of one person, and each $kind: somebody else is answered at once', async (body) => {
    await open(500);
    desk.sandbox.faults.add({ on: 'call', path: RESOURCES, body });
    await send('zhangsan', sixteen);
    await desk.wait(1);
    await until(() => downloads().length > 0);
    await desk.say('lisi', '/ping');
    await desk.wait(2);
    expect(desk.heard('direct:lisi')).toHaveLength(1);
    // Others of them follow.
    await until(() => downloads().filter(({ cut }) => cut).length > 2);
    expect(attached('zhangsan')).toBe(0);
  });

  it.each([
    { body: { kind: 'stalls' } },
    { body: { kind: 'drips', everyMs: 10 } },
    { body: { kind: 'is cut short' } },
  ] satisfies { body: BodyFault }[])(
    'one that $body.kind is cut, asked for again, and comes',
    async ({ body }) => {
      await open(500);
      desk.sandbox.faults.add({ on: 'call', path: RESOURCES, times: 2, body });
      await send('zhangsan', [large]);
      await passes(() => attached('zhangsan') === 1);
      expect(downloads().length).toBeGreaterThan(2);
      expect(desk.heard('direct:zhangsan')).toHaveLength(2);
    },
  );

  it('one that is huge is told to be so, and is not read on', async () => {
    await open(10_000);
    desk.sandbox.faults.add({ on: 'call', path: RESOURCES, body: { kind: 'huge' } });
    await send('zhangsan', [picture]);
    await passes(() => desk.heard('direct:zhangsan').length > 1);
    expect(desk.heard('direct:zhangsan').at(-1)).toContain('文件太大了');
    await until(() => downloads().every(({ cut }) => cut));
    expect(downloads().map(({ body_bytes = 0 }) => body_bytes < 30 * 1024 * 1024)).toEqual([true]);
    expect(uploads()).toEqual([]);
  });
});

describe('files on their way', () => {
  it('have no more than two places for one person, and those of others do not wait for them', async () => {
    await open(20_000);
    const fault = desk.sandbox.faults.add({ on: 'call', path: UPLOADS, times: 2, delayMs: 60_000 });
    await send('zhangsan', sixteen.slice(0, 5));
    await passes(() => uploads().length === 2);
    await desk.wait(5);
    expect(uploads()).toHaveLength(2);
    fault.remove();
    await send('tanaka', [picture]);
    await passes(() => attached('tanaka') === 1);
    expect(uploads()).toHaveLength(3);
    await desk.wait(60);
    const done = `select count(*) as jobs from job where queue = 'create.attach' and state = 'done'`;
    await passes(async () => Number((await desk.db().all<{ jobs: number }>(done))[0]?.jobs) === 6);
    expect(uploads()).toHaveLength(6);
  });

  it('come whole, and nothing of them has a name on the disk meanwhile', async () => {
    await open(20_000);
    const data = Buffer.from(Array.from({ length: 300_001 }, (_, n) => (n * 7919) % 251));
    desk.sandbox.faults.add({ on: 'call', path: UPLOADS, delayMs: 3_000 });
    await send('zhangsan', [{ ...picture, data }]);
    await passes(() => uploads().length === 1);
    const folder = path.join(desk.dataDir, 'tmp');
    expect(readdirSync(folder)).toEqual([]);
    await desk.wait(3);
    await passes(() => attached('zhangsan') === 1);
    const [file] = [...desk.sandbox.platform.approvals.files.values()];
    expect(file?.sha256).toBe(createHash('sha256').update(data).digest('hex'));
    expect(readdirSync(folder)).toEqual([]);
  });
});
