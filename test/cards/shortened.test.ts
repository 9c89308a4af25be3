import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortened } from '../../src/cards/shortened.ts';

const long = '市场部第三季度线下活动物料与场地费用报销申请（含差旅、住宿、餐饮以及其他与活动有关的全部费用）';

describe('texts to choose between', () => {
  it('keep what tells them apart where that stands at their ends', () => {
    const [one, two, other] = shortened([`${long}—北京`, `${long}—上海`, '采购'], 40);
    expect(one).toMatch(/^市场部第三季度线下活动物.*北京$/u);
    expect(two).toMatch(/上海$/u);
    expect(other).toBe('采购');
  });

  it('keep it where it stands twice', () => {
    const texts = ['甲', '乙'].flatMap((here) => ['1', '2'].map((there) => `${long}${here}${long}${there}`));
    expect(new Set(shortened(texts, 60)).size).toBe(4);
  });

  it('lose their ends where their beginnings tell them apart', () => {
    expect(shortened([`甲${long}`, `乙${long}`], 20).map((text) => text.slice(0, 3))).toEqual([
      '甲市场',
      '乙市场',
    ]);
  });

  it('are short, and as different as they were where that is possible at all', () => {
    const part = fc.constantFrom('部门', '💻', '"', 'x'.repeat(30), '\u202e', '一');
    const text = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), fc.integer({ min: 1, max: 70 }), (texts, max) => {
        const short = shortened(texts, max);
        expect(short).toHaveLength(texts.length);
        for (const one of short) expect([...one].length).toBeLessThanOrEqual(max);
        for (const [n, one] of texts.entries())
          if ([...one].length <= max) expect([...one]).toEqual(expect.arrayContaining([...(short[n] ?? '')]));
      }),
    );
  });
});
