import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../src/config/settings-file.ts';

const CODE = '7C468A54-8745-2245-9675-08B7C63E7A81';
const problems = (text: string) => {
  const read = readSettings(text);
  return 'problems' in read ? read.problems.join('\n') : 'none';
};

describe('the settings file', () => {
  it.each(['', '# nothing yet\n', 'summary: {}'])('may say nothing: %j', (text) =>
    expect(problems(text)).toBe('none'),
  );

  it('says which fields tell what an approval is about, and whom', () => {
    const text = `summary:\n  ${CODE}:\n    fields: [物品, 预算]\n    visible: [initiator, copied]\n  default:\n    visible: []\n`;
    expect(readSettings(text)).toEqual({
      settings: {
        summary: {
          [CODE]: { fields: ['物品', '预算'], visible: ['initiator', 'copied'] },
          default: { visible: [] },
        },
      },
    });
  });

  it.each([
    ['summary:\n  default:\n    visibel: []', 'line 3: summary.default.visibel is no setting'],
    ['a: 1', 'line 1: a is no setting'],
    [
      'summary:\n  default:\n    visible:\n      - initiator\n      - everybody',
      'line 5: summary.default.visible.1 must be one of initiator, approvers, copied',
    ],
    ['\nsummary:\n  采购: {}', 'line 3: summary.采购 must be the code of an approval definition, or default'],
    ['summary:\n  default: { fields: 物品 }', /^line 2: summary\.default\.fields .*array/],
    ['- 1', /^line 1: the file .*object/],
    ['summary: [', /^line 1: .*\S/],
    ['summary: {}\nsummary: {}', /^line 2: .*unique/],
  ])('names each mistake with its line: %j', (text, told) => {
    if (typeof told === 'string') expect(problems(text)).toBe(told);
    else expect(problems(text)).toMatch(told);
  });

  it('names aliases that unfold to a mountain, and never fails', () => {
    const steps = Array.from({ length: 12 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(12)}]`);
    expect(problems(`a0: &a0 [x]\n${steps.join('\n')}`)).toMatch(/line 1: .*alias/i);
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void problems(text)));
  });
});
