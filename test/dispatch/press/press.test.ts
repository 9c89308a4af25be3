import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { botEnvironment } from '../../../sandbox/demo/bot-environment.ts';
import { wireFeatures } from '../../../src/app/features.ts';
import { loadCards } from '../../../src/cards/book.ts';
import { readConfig } from '../../../src/config/config.ts';
import { projectRoot } from '../../../src/lib/project-root.ts';
import { ccCases, formCases, type PressCase, readingCases, settingsCases, statusCases } from './cases.ts';
import { type Kept, openPressDesk, type Press, type PressDesk } from './office.ts';

let desk: PressDesk;
beforeAll(async () => {
  desk = await openPressDesk();
}, 60_000);
afterAll(() => desk.close());

const pressed = new Set<string>();

/** What a click may be bent to, each for itself; the values of a button, each to nonsense and to something that is real. */
function bends({ where, foreign, anybody }: PressCase): [string, (press: Press) => void][] {
  const value = desk.valueOf(where);
  const fields = Object.keys(value).filter(
    (name) => name !== 'a' && typeof value[name] === 'string' && value[name],
  );
  const to = (name: string, other: unknown) => (press: Press) => {
    press.action.value[name] = other;
  };
  return [
    ...(anybody
      ? []
      : [
          [
            'by somebody else',
            (press: Press) => {
              press.operator.open_id = desk.sandbox.person('lisi').open_id;
            },
          ] as [string, (press: Press) => void],
        ]),
    [
      'on a copy',
      (press) => {
        press.context.open_message_id = 'om_forwarded';
      },
    ],
    [
      'on a message of another card',
      (press) => {
        press.context.open_message_id = desk.first('wangwu')?.message_id ?? desk.first('lisi').message_id;
      },
    ],
    [
      'on a copy, by somebody else in another chat',
      (press) => {
        press.operator.open_id = desk.sandbox.person('lisi').open_id;
        press.context = {
          open_message_id: 'om_forwarded',
          open_chat_id: desk.sandbox.chat('purchasing').chat_id,
        };
      },
    ],
    [
      'in another chat',
      (press) => {
        press.context.open_chat_id = desk.sandbox.chat('finance').chat_id;
      },
    ],
    ...fields.flatMap((name): [string, (press: Press) => void][] => [
      [`with ${name} as nonsense`, to(name, "x'; drop")],
      [`with ${name} as another kind`, to(name, { $: 1 })],
      [`without ${name}`, to(name, undefined)],
      ...(foreign[name] === undefined
        ? []
        : [[`with ${name} of something else`, to(name, foreign[name])] as [string, (press: Press) => void]]),
    ]),
  ];
}

const groups: [string, (desk: PressDesk) => Promise<PressCase[]>][] = [
  ['the list and the form', formCases],
  ['the status card', statusCases],
  ['copying', ccCases],
  ['reading', readingCases],
  ['the settings of the digest', settingsCases],
];

/** The tables that a press has changed since the last look, and whether Feishu was called. */
function tracker(start: Kept) {
  let [before, calls] = [start, desk.sandbox.calls.length];
  return async () => {
    const after = await desk.kept();
    const tables = Object.keys(after).filter((table) => after[table] !== before[table]);
    const called = desk.sandbox.calls.length > calls ? ['calls'] : [];
    [before, calls] = [after, desk.sandbox.calls.length];
    return [...tables, ...called];
  };
}

/** Presses in every wrong way, then three times at once; what was wrong about it. */
async function judge(one: PressCase): Promise<[string, unknown][]> {
  const press = desk.pressing(one.where);
  const changes = tracker(await desk.kept());
  const wrong: [string, unknown][] = [];
  // What comes of it is nothing but a sentence that says why.
  for (const [how, bend] of bends(one)) {
    const { toast } = await press(bend);
    const told = ['warning', 'info'].includes(String(toast?.type)) ? [] : [`told ${toast?.content}`];
    wrong.push([how, [...(await changes()), ...told]]);
  }
  const before = await one.effects();
  await Promise.all([1, 2, 3].map(() => press()));
  const more = (await one.effects()) - before - (one.times ?? 1);
  await desk.wait(2);
  return [...wrong, ['three times at once', more === 0 ? [] : [more]]];
}

describe.each(groups)('every button of %s', (_name, make) => {
  it('acts for its person, on its own message, in its chat, for its own thing, and once', async () => {
    const wrong: Record<string, unknown> = {};
    for (const one of await make(desk)) {
      const { action, having } = one.where;
      for (const [how, what] of await judge(one))
        if (String(what) !== '') wrong[`${action} ${JSON.stringify(having ?? {})} ${how}`] = what;
      pressed.add(action);
    }
    expect(wrong).toEqual({});
  });
});

it('is pressed here for every action that is registered', () => {
  const cards = loadCards(path.join(projectRoot(), 'cards'));
  const config = readConfig({ ...botEnvironment(desk.sandbox) });
  const { actions } = wireFeatures({ config, cards, feishu: { bulk: {} }, log: {} } as never);
  expect([...pressed].sort()).toEqual(actions.map(({ name }) => name).sort());
});
