import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CRM, type Desk, OA, openDesk } from './desk.ts';
import { pushed } from './pushed.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const definition = {
  code: 'oa-leave',
  name: '请假',
  group: { code: 'hr', name: '人事' },
  viewers: 'everyone',
};
const apply = (more: object = {}) =>
  desk.command('external.apply', { content: { definitions: [{ ...definition, ...more }] } });
const realCode = () =>
  desk.sandbox.platform.externals.definitions.find((one) => one.customCode === 'oa-leave')?.realCode ?? '';
const under = (approval_code: string, id: string, more: object = {}) =>
  pushed(desk, { id, ...more, over: { approval_code } });
const warnings = (words: string) =>
  desk.log.lines
    .filter((line) => line.includes(words))
    .map((line): Record<string, unknown> => JSON.parse(line));

describe('a definition that belongs to a system', () => {
  it('takes pushes of that one only, by either of its codes and however they are written', async () => {
    await apply({ system: 'oa' });
    const codes = ['oa-leave', 'OA-Leave', ' oa-leave ', realCode(), realCode().toLowerCase()];
    for (const [at, code] of codes.entries()) {
      const answer = await desk.push(under(code, `crm-${at}`), CRM);
      expect([code, answer.status, answer.type]).toEqual([
        code,
        403,
        'application/problem+json; charset=utf-8',
      ]);
      expect(JSON.stringify(answer.body)).not.toMatch(/oa/i);
    }
    expect((await desk.push(under('oa-leave', 'oa-1'), OA)).status).toBe(202);
    expect((await desk.readBack('crm-0', CRM)).status).toBe(404);
    expect(warnings('has pushed what belongs to another')[0]).toMatchObject({
      system: 'crm',
      instance_id: 'crm-0',
      outcome: 'foreign',
    });
  });

  it('leaves what another has pushed before to it, to be brought to an end and no further', async () => {
    await apply();
    await desk.push(under('oa-leave', 'crm-1'), CRM);
    await desk.wait(2);
    const [line] = await apply({ system: 'oa' });
    expect(line).toContain('crm, which may only end them now, has pushed 1 instances of it');
    expect((await desk.push(under('oa-leave', 'crm-1', { later: 5 }), CRM)).status).toBe(403);
    expect((await desk.readBack('crm-1', CRM)).status).toBe(200);
    expect((await desk.push(under('oa-leave', 'crm-1', { later: 9, status: 'CANCELED' }), CRM)).status).toBe(
      202,
    );
    await desk.wait(2);
    expect(desk.there('crm-1')).toMatchObject({ status: 'CANCELED' });
  });

  it('must name a system that has a token', async () => {
    await expect(apply({ system: 'erp' })).rejects.toThrow('no token in EXTERNAL_API_TOKENS');
    expect(realCode()).toBe('');
  });
});

it('is warned of at start where it belongs to none', async () => {
  await apply();
  await desk.wait(1);
  expect(warnings('any system may push')[0]).toMatchObject({
    approval_codes: [realCode()],
    systems: ['oa', 'crm'],
  });
});

describe('ids of another system', () => {
  it('are not to be found out by trying: after twenty in an hour no new id is taken in, whether it is free or not', async () => {
    for (let n = 0; n < 3; n++) await desk.push(pushed(desk, { id: `oa-${n}` }), OA);
    await desk.push(pushed(desk, { id: 'crm-own' }), CRM);
    const guess = (id: string) => desk.push(pushed(desk, { id, later: 1 }), CRM);
    const tries = await Promise.all(Array.from({ length: 30 }, (_, n) => guess(`oa-${n % 3}`)));
    expect(tries.filter(({ status }) => status === 409)).toHaveLength(20);
    const [free, taken] = [await guess('crm-free'), await guess('oa-1')];
    expect([free.status, taken.status]).toEqual([429, 429]);
    expect(taken.body).toEqual(free.body);
    expect(free.headers.get('retry-after')).toBe('3600');
    // What is its own, and others, are as before.
    expect((await guess('crm-own')).status).toBe(202);
    expect((await desk.push(pushed(desk, { id: 'oa-new' }), OA)).status).toBe(202);
    await desk.restart();
    expect((await guess('crm-free')).status).toBe(429);
    await desk.skip(3_600_000);
    expect((await guess('crm-free')).status).toBe(202);
    expect((await guess('oa-1')).status).toBe(409);
  });
});
