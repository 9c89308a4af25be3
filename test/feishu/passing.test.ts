import { describe, expect, it } from 'vitest';
import type { CallFault } from '../../sandbox/platform/index.ts';
import { type Desk, openDesk, purchase } from '../handlers/create/desk.ts';
import { example, OA } from '../third-party/desk.ts';

const APPROVAL = '/open-apis/approval/v4';
const SYNC = `${APPROVAL}/external_instances`;

/** Internal failures, a rate limit of the platform's inside, and a code that no page names. */
const CODES = [2200, 5000, 11233, 7654321];

async function inOffice(work: (desk: Desk) => Promise<void>) {
  const desk = await openDesk(['purchase'], { env: { EXTERNAL_API_TOKENS: `oa=${OA}` } });
  try {
    await work(desk);
  } finally {
    await desk.close();
  }
}

const push = (desk: Desk, round: number) =>
  fetch(desk.url().replace('/webhook/event', '/external/instances'), {
    method: 'POST',
    headers: { authorization: `Bearer ${OA}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...example(), instance_id: `pushed-${round}` }),
  });

interface Scene {
  on: Pick<CallFault, 'method' | 'path'>;
  before?(desk: Desk): Promise<unknown>;
  act(desk: Desk, round: number): Promise<unknown>;
  /** After so many rounds of it. */
  expected(desk: Desk, rounds: number): void;
}

const copying: Omit<Scene, 'on'> = {
  act: (desk, round) =>
    desk.say('lisi', `/cc @赵六 ${desk.sandbox.instance('laptops').instance_code} 第 ${round} 次`),
  expected(desk, rounds) {
    expect(desk.copies('laptops', 'lisi')).toBe(rounds);
    expect(desk.heard('direct:lisi')).toHaveLength(rounds);
    expect(desk.heard('direct:lisi').at(-1)).toContain('已抄送给 1 人');
  },
};

/** What people do where one call of it fails once; `before` is done while nothing fails. */
const scenes: Record<string, Scene> = {
  token: {
    ...copying,
    on: { path: '/open-apis/auth/*' },
    // A token that Feishu has forgotten is fetched anew in the middle.
    before: async (desk) => {
      const once = { on: 'call', method: 'GET', path: `${APPROVAL}/instances/:id`, times: 1 } as const;
      desk.sandbox.faults.add({ ...once, code: 99991663 });
    },
  },
  'an instance read': { ...copying, on: { method: 'GET', path: `${APPROVAL}/instances/:id` } },
  'a CC': { ...copying, on: { path: `${APPROVAL}/instances/cc` } },
  'a reply': { ...copying, on: { path: '/open-apis/im/v1/messages/:id/reply' } },
  'a creation': {
    on: { method: 'POST', path: `${APPROVAL}/instances` },
    async before(desk) {
      await desk.open('zhangsan', '采购');
      await desk.reply('zhangsan', { text: '@李四' });
    },
    act: (desk) => desk.click('zhangsan', '提交', purchase),
    expected(desk, rounds) {
      expect(desk.instances()).toHaveLength(rounds);
      expect(desk.read(desk.last('zhangsan'))).toContain('审批中');
    },
  },
  'a person read': {
    on: { path: '/open-apis/contact/*' },
    act: (desk) => desk.say('zhangsan', '/create 采购'),
    expected(desk, rounds) {
      expect(desk.heard('direct:zhangsan')).toHaveLength(rounds);
      expect(desk.heard('direct:zhangsan').at(-1)).toContain('发起：采购申请');
    },
  },
  'a third-party instance': {
    on: { path: SYNC },
    act: push,
    expected: (desk, rounds) =>
      expect(desk.sandbox.platform.externals.instances.get(`pushed-${rounds}`)).toBeDefined(),
  },
};

const failure = (code: number, status: number, afterEffect = false) =>
  ({ times: 1, answer: { status, body: { code, msg: 'failed' }, afterEffect } }) as const;

/** One round of the scene for each trouble, in one office. */
async function play(
  { on, before, act, expected }: Scene,
  troubles: readonly Partial<CallFault>[],
  seconds = 6,
) {
  await inOffice(async (desk) => {
    for (const [at, trouble] of troubles.entries()) {
      await before?.(desk);
      desk.sandbox.faults.add({ on: 'call', ...on, ...trouble });
      await act(desk, at + 1);
      await desk.wait(seconds);
      expected(desk, at + 1);
    }
  });
}

describe('a failure that passes', () => {
  // The status is never looked at, so each code comes under one of them here and under the other in the next scene.
  it.each([...Object.keys(scenes).entries()])('%i %s: is not taken for an answer', (at, name) =>
    play(
      scenes[name] as Scene,
      CODES.map((code, n) => failure(code, (at + n) % 2 ? 200 : 400)),
    ),
  );
});

describe('a token that is refused though it is new', () => {
  it.each(Object.keys(scenes).filter((name) => name !== 'token'))('%s: is tried again', (name) =>
    play(scenes[name] as Scene, [{ ...failure(99991663, 400), times: 4 }], 30),
  );
});

describe('an effect whose answer is a failure', () => {
  it.each(['a CC', 'a reply', 'a creation', 'a third-party instance'])(
    '%s: happens once, and the person hears of it once',
    (name) =>
      play(
        scenes[name] as Scene,
        [5000, 7654321].map((code) => failure(code, 400, true)),
      ),
  );
});

describe('a withdrawal', () => {
  const CANCEL = `${APPROVAL}/instances/cancel`;
  const submitted = async (desk: Desk) => {
    await scenes['a creation']?.before?.(desk);
    await desk.click('zhangsan', '提交', purchase);
  };
  it.each([
    ['fails', failure(5000, 200)],
    ['fails with a code that nobody knows', failure(7654321, 400)],
    ['has its effect, and 5000 for an answer', failure(5000, 400, true)],
    ['has its effect, and no answer', { times: 1, drop: 'after' }],
  ] as const)('that %s is done, and not called refused', async (_name, trouble) => {
    await play(
      {
        on: { path: CANCEL },
        before: submitted,
        async act(desk) {
          await desk.click('zhangsan', '撤回', {}, desk.first('zhangsan'));
          await desk.click('zhangsan', '确认撤回', {}, desk.first('zhangsan'));
        },
        expected(desk) {
          expect(desk.instances()[0]?.status).toBe('CANCELED');
          expect(desk.read(desk.first('zhangsan'))).toContain('已撤回');
          expect(desk.heard('direct:zhangsan').join()).not.toContain('不允许撤回');
        },
      },
      [trouble],
    );
  });
});
