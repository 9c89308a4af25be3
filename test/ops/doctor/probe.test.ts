import { afterEach, expect, it } from 'vitest';
import type { World } from '../../../sandbox/platform/index.ts';
import { probePlan, runProbe } from '../../../src/app/probe.ts';
import { CARD_NAMES } from '../../../src/cards/views.ts';
import { exampleCards, NAMES } from '../../cards/examples.ts';
import { type Office, openOffice } from '../../support/bot.ts';
import { botClock } from '../../support/clock.ts';
import { PURCHASE } from './clinic.ts';

let office: Office;
afterEach(() => office.close());

const ADMINS = 'ou_be244a71f1fe75240e0a06d455fe822d,ou_aa2dabc94011ea7240a2a5cc657741df';

type Variants = Partial<World['settings']['variants']>;

type Drawn = ReturnType<typeof exampleCards>;

async function probed(variants: Variants = {}, admins = ADMINS, bend = (cards: Drawn) => cards) {
  office = await openOffice({
    env: { APPROVAL_CODES: PURCHASE, ADMIN_OPEN_IDS: admins },
    change: ({ settings }) => void Object.assign(settings.variants, variants),
  });
  await office.wait(5);
  const clock = { ...botClock(office.clock), sleep: (ms: number) => office.pass(ms) };
  const report = await runProbe(office.env, {
    ...{ clock, log: office.log.log, newId: () => crypto.randomUUID() },
    drawn: async () => ({ people: NAMES, cards: bend(exampleCards()) }),
  });
  const answer = (question: string) => report.answers.find((one) => one.question === question)?.answer;
  return { report, answer };
}

it.each<[Variants]>([
  [{}],
  [{ search_cc: 'copier' }],
  [{ cc_timeline: 'no open_id' }],
  [{ cc_timeline: 'lists' }],
  [{ cc_timeline: 'ext' }],
])('a probe finds out what this tenant does: %j', async (variants) => {
  const { report, answer } = await probed(variants);
  expect(report.variants).toEqual({ search_cc: 'recipient', cc_timeline: 'documented', ...variants });
  expect(answer('the order of instances/query')).toMatch(/first$/);
  expect(answer('whether approval_cc follows a copy of our own')).toBe('yes, by webhook');
  expect(CARD_NAMES.map((name) => [name, answer(`the card ${name}`)])).toEqual(
    CARD_NAMES.map((name) => [name, 'taken']),
  );
});

it('its report names nobody', async () => {
  const { report } = await probed();
  const text = JSON.stringify(report);
  for (const { open_id, user_id, name } of office.sandbox.world.people)
    for (const secret of [open_id, user_id, name]) expect(text).not.toContain(secret);
  expect(text).not.toContain(office.sandbox.app.app_secret);
});

it('what can not be found out is told with what it takes', async () => {
  const [only = ''] = ADMINS.split(',');
  const { answer } = await probed({}, only);
  expect(answer('whom search_cc.user_id means')).toContain('two administrators');
  expect(probePlan({ ...office.env, ADMIN_OPEN_IDS: '' })).toEqual({
    lacks: expect.stringContaining('ADMIN_OPEN_IDS'),
  });
  expect(probePlan(office.env)).toEqual({ plan: expect.stringContaining(only) });
});

it('a card that is not taken is told with the code within the refusal, and the others are tried all the same', async () => {
  const bend = (cards: Drawn): Drawn => {
    const broken = { schema: '2.0', body: { elements: [{ tag: 'no such thing' }] } } as const;
    return cards.map((one) => (one.name === 'welcome' ? { ...one, card: broken } : one));
  };
  const { report, answer } = await probed({}, ADMINS, bend);
  const { answer: said, details } =
    report.answers.find(({ question }) => question === 'the card welcome') ?? {};
  expect(said).toMatch(/^refused: 230099 .*ErrCode/);
  expect(details).toEqual({ code: 230099, inner: expect.any(Number) });
  expect(answer('the card setting-trouble')).toBe('taken');
});
