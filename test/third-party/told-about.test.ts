import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { temporaryFolder } from '../support/engines.ts';
import { type Desk, OA, openDesk } from './desk.ts';
import { pushed } from './pushed.ts';

let desk: Desk;
afterEach(() => desk.close());

const form = [
  { name: '合同编号', value: 'HT-2026-0117' },
  { name: '合同金额', value: '¥120,000' },
  { name: '供应商', value: '云海科技' },
];
const people = () => ({ tasks: [{ to: 'lisi', id: 't1' }], ccs: [{ to: 'wangwu', id: 'c1' }] });
const heard = (who: string) => desk.heard(`direct:${who}`).at(-1);
const unread = async (who: string) => {
  await desk.say(who, '/unread');
  await desk.wait(3);
  return heard(who);
};

it('what a system pushes is told to everyone whom it names', async () => {
  desk = await openDesk({ EXTERNAL_NOTIFY: 'oa=approver+cc' });
  await desk.push({ ...pushed(desk, { id: 'a', ...people() }), form }, OA);
  await desk.wait(5);
  for (const who of ['lisi', 'wangwu']) expect(heard(who)).toContain('云海科技');
  const text = await unread('wangwu');
  for (const part of ['¥120,000', '云海科技']) expect(text).toContain(part);
  expect(text).not.toContain('HT-2026-0117');
});

it('as far as the settings say nothing else', async () => {
  const file = path.join(temporaryFolder(), 'settings.yml');
  writeFileSync(file, 'summary:\n  default: { visible: [approvers] }');
  desk = await openDesk({ EXTERNAL_NOTIFY: 'oa=approver+cc', SETTINGS_FILE: file });
  await desk.push({ ...pushed(desk, { id: 'a', ...people() }), form }, OA);
  await desk.wait(5);
  expect(heard('lisi')).toContain('云海科技');
  expect(heard('wangwu')).not.toContain('云海科技');
  expect(await unread('wangwu')).not.toContain('¥120,000');
});
