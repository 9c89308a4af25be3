import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkCard } from '../../../sandbox/platform/cards/check.ts';
import { escapeMarkdown } from '../../../src/cards/escape.ts';
import { assertSendable } from '../../../src/cards/limits.ts';
import { emptyBody, type FormDraft } from '../../../src/handlers/create/deps.ts';
import { contextOf, draftUnits, openForm, readDraft } from '../../../src/handlers/create/draft-form.ts';
import { freshForm } from '../../../src/handlers/create/form/defaults.ts';
import { parseForm } from '../../../src/handlers/create/form/parse.ts';
import { formCard, pageOf } from '../../../src/handlers/create/form-card.ts';
import { unitsOn } from '../../../src/handlers/create/page.ts';
import { withAsManyAsFit } from '../../../src/handlers/create/search.ts';
import { wordsIn } from '../../../src/lib/words.ts';
import { book } from '../../cards/examples.ts';

const option = (count: number) =>
  Array.from({ length: count }, (_one, n) => ({ value: `option-${n}`, text: '选'.repeat(30) + n }));
const candidates = Array.from({ length: 30 }, (_one, n) => `ou_${String(n).padStart(32, '0')}`);

const control = fc.record({
  type: fc.constantFrom(
    'input',
    'textarea',
    'number',
    'amount',
    'date',
    'dateInterval',
    'radioV2',
    'checkboxV2',
    'contact',
    'department',
    'address',
    'telephone',
    'attachmentV2',
    'text',
    'fieldList',
    'formula',
  ),
  name: fc.constantFrom('名', '一个很长很长的名字'.repeat(11), '"<\\'.repeat(33)),
  options: fc.constantFrom(2, 40, 300),
  value: fc.constantFrom('', '漢'.repeat(1_000), '"\n'.repeat(500), '\\<'.repeat(500), '👩'.repeat(1_000)),
  required: fc.boolean(),
});

it('makes cards that Feishu takes of any form, whatever is in it, page by page', () => {
  fc.assert(
    fc.property(fc.array(control, { minLength: 1, maxLength: 45 }), (controls) => {
      const form = controls.map(({ type, name, options, required }, n) => ({
        id: `widget${n}`,
        name,
        type,
        required,
        value: type === 'text' ? '说明'.repeat(400) : type === 'formula' ? '1+1' : undefined,
        ...(type.endsWith('V2') && type !== 'attachmentV2' ? { option: option(options) } : {}),
        ...(type === 'fieldList' ? { children: [{ id: 'c', name, type: 'input', required }] } : {}),
      }));
      const text = JSON.stringify(form);
      const body = emptyBody({ messageId: null, chatId: '', direct: true }, '');
      body.definition = { name: '审批'.repeat(40), form: text, nodes: [] };
      body.filled = freshForm(parseForm(text), candidates[0] ?? '');
      controls.forEach(({ value }, n) => {
        body.filled.values[`widget${n}`] = value;
      });
      let draft: FormDraft = {
        id: 'd'.repeat(36),
        person: candidates[0] ?? '',
        approvalCode: 'A',
        state: 'filling',
        revision: 1,
        body,
        instanceCode: null,
      };
      const context = contextOf(draft, candidates);
      body.problems = readDraft(draft, context).problems;
      body.flow = Array.from({ length: 10 }, () => ({ name: '部门负责人', people: candidates }));
      const units = draftUnits(draft, context);
      for (let at = 0; at < units.length; at += unitsOn(units, at)) {
        draft = { ...draft, body: { ...draft.body, at, trail: at > 0 ? [0] : [] } };
        const card = formCard({ cards: book }, openForm(draft, candidates));
        assertSendable(card);
        expect(checkCard(card as never, () => true)).toEqual([]);
        const drawn = JSON.stringify(card);
        for (const { label } of units.slice(at, at + unitsOn(units, at)))
          expect(drawn).toContain(JSON.stringify(escapeMarkdown(wordsIn(label ?? '', 'zh_cn'))).slice(1, -1));
        // The same page when it was begun with more on it, and has grown since.
        for (const more of [1, 2, 4]) {
          const until = units[at + unitsOn(units, at) + more]?.key ?? null;
          const grown = { ...draft, body: { ...draft.body, until } };
          assertSendable(formCard({ cards: book }, openForm(grown, candidates)));
        }
      }
    }),
    { numRuns: 60 },
  );
});

it('keeps every field on its page when a search finds much', () => {
  const many = (from: number, count: number) =>
    Array.from({ length: count }, (_one, n) => ({ id: `w${from + n}`, name: '金额', type: 'number' }));
  const controls = [...many(0, 5), { id: 'team', name: '部门', type: 'department' }, ...many(5, 30)];
  const body = emptyBody({ messageId: null, chatId: '', direct: true }, '');
  body.definition = { name: '审批', form: JSON.stringify(controls), nodes: [] };
  const draft = { id: 'd', person: 'ou_1', approvalCode: 'A', state: 'filling', revision: 1, body } as const;
  const before = pageOf(openForm({ ...draft, instanceCode: null }, []));
  const seen: FormDraft = { ...draft, instanceCode: null, body: { ...body, until: before.until } };
  const found = option(100).map(({ value, text }) => ({ value, text }));
  const after = withAsManyAsFit(seen, 'team', found, []);
  const page = pageOf(openForm(after, []));
  expect(page.units.map(({ key }) => key)).toEqual(before.units.map(({ key }) => key));
  expect(after.body.filled.found.team?.length).toBeGreaterThan(3);
  assertSendable(formCard({ cards: book }, openForm(after, [])));
});
