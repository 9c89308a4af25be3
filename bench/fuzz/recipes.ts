/** An input of any length: a beginning, something that is repeated, and an end. */
export interface Recipe {
  prefix: string;
  pump: string;
  suffix: string;
}

const CODE = '81D31358-93AF-92D6-7425-01A5D67C4E71';

/** What readers here look for, and what comes close to it. */
export const ATOMS = [
  ...' \n\t:：,，、。.;-_/@#＃№+=?&%$"\\\'()[]{}<>!*~`|^'.split(''),
  ...[
    'a',
    'Z',
    '0',
    '7',
    '中',
    'é',
    'ſ',
    'K',
    'ﷺ',
    '\u3000',
    '\u200b',
    '\u0000',
    '\ud800',
    '🪑',
    '\u0301',
    '\u202e',
  ],
  ...[
    'no',
    'No.',
    '编号',
    '审批编号',
    '申請番号',
    '流水号',
    'status',
    'until',
    'pause',
    '暂停',
    'cc',
    '/cc',
    '／抄送',
  ],
  ...[
    '@_user_1',
    '@_user_',
    '@_all',
    '@_',
    'a@b',
    'a@b.c',
    '+86',
    '138 0013 8000',
    '2026-05-20',
    '09:30',
    ' GMT',
  ],
  ...[
    'https://',
    'http://a',
    'lark://',
    'applink.feishu.',
    '](https://',
    '](mailto:',
    '?instanceId=',
    '&instance_code=',
    '%25',
    '%3F',
    '%E0%A4%A',
  ],
  ...[
    CODE,
    CODE.slice(0, 35),
    'ABCDEF01-',
    '12345678',
    'PO20260520001',
    'a1b2',
    'OA-2026-0042',
    '1,000',
    '1e9',
    '#{a}',
  ],
  ...['{"a":', '[[', ']]', '"\\u0041"', '9007199254740993', '@i18n@', 'https://a.b/docx/', '\r\n', '\u2028'],
];

/** Repeats the pump until the input has this many bytes in UTF-8. */
export function inputOf({ prefix, pump, suffix }: Recipe, bytes: number): string {
  const room = bytes - Buffer.byteLength(prefix + suffix);
  return prefix + pump.repeat(Math.max(1, Math.floor(room / Math.max(1, Buffer.byteLength(pump))))) + suffix;
}

/** Recipes at random; `random` gives numbers from 0 to 1. */
export function recipes(random: () => number) {
  const below = (count: number) => Math.floor(random() * count);
  const atoms = (most: number) =>
    Array.from({ length: below(most + 1) }, () => ATOMS[below(ATOMS.length)]).join('');
  const other = (text: string, most: number) => {
    const at = below(text.length + 1);
    const kept = random() < 0.5 ? text.slice(0, at) : text.slice(at);
    return random() < 0.5 ? kept + atoms(most) : atoms(most) + kept;
  };
  return {
    fresh: (): Recipe => ({ prefix: atoms(2), pump: atoms(3) || 'a', suffix: atoms(2) }),
    /** One that is a little different. */
    changed({ prefix, pump, suffix }: Recipe): Recipe {
      const which = below(3);
      return {
        prefix: which === 0 ? other(prefix, 2) : prefix,
        pump: (which === 1 ? other(pump, 2) : pump) || 'a',
        suffix: which === 2 ? other(suffix, 2) : suffix,
      };
    },
  };
}
