import { afterEach, expect, it } from 'vitest';
import { type Office, openOffice } from '../../support/bot.ts';
import { copied } from '../../support/copies.ts';

const MINUTE = 60_000;
const PEOPLE = ['zhangsan', 'lisi', 'wangwu', 'zhaoliu', 'emma', 'tanaka'];
let office: Office;
afterEach(() => office.close());

const open = (departments: boolean, DIGEST_DEFAULT = 'on') =>
  openOffice({
    env: { DIGEST_DEFAULT },
    at: Date.UTC(2026, 4, 20, 1),
    change: (world) => {
      for (const person of [...PEOPLE, 'zhouba', 'sunqi']) copied(world, person, ['-1d']);
      if (!departments) return;
      const [top, below] = ['od-48aed2054dbe2ac68353cf497734b867', 'od-be0720c11c721d25bb8c6ec730243c25'];
      world.settings.contact_departments = [top!];
      world.departments = [{ open_department_id: below!, department_id: 'below', name: '下', parent: top! }];
    },
  });
const got = () =>
  [...PEOPLE, 'zhouba', 'sunqi'].filter((person) =>
    office.heard(`direct:${person}`).some((text) => text.includes('今日摘要')),
  );

it.each([
  ['people', false],
  ['departments', true],
])(
  'DIGEST_DEFAULT=on gives it to everyone in a range of %s, but to who turned it off',
  async (_name, departments) => {
    office = await open(departments);
    await office.say('lisi', '/digest off');
    await office.wait(2);
    await office.pass(20 * MINUTE);
    expect(got()).toEqual(PEOPLE.filter((person) => person !== 'lisi'));
    await office.restart();
    await office.wait(20);
    for (const person of got()) expect(office.cards(`direct:${person}`)).toHaveLength(1);
  },
);

it('DIGEST_DEFAULT=off gives it to those only who asked', async () => {
  office = await open(false, 'off');
  await office.say('emma', '/digest on');
  await office.wait(2);
  await office.pass(20 * MINUTE);
  expect(got()).toEqual(['emma']);
});
