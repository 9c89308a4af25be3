import { z } from 'zod';

const shaped = (pattern: RegExp, expected: string) => z.string().regex(pattern, `expected ${expected}`);

/** The name by which the world file, tests and the demo speak of a person, chat, definition or instance. */
export const handle = shaped(
  /^[a-z][a-z0-9-]*$/,
  'a handle: lower-case letters, digits and hyphens, such as "zhangsan"',
);
export const openId = shaped(/^ou_[0-9a-f]{32}$/, 'an open_id: "ou_" and 32 hexadecimal digits');
export const unionId = shaped(/^on_[0-9a-f]{32}$/, 'a union_id: "on_" and 32 hexadecimal digits');
export const userId = shaped(
  /^[0-9a-zA-Z]{4,64}$/,
  'a user_id: 4 to 64 letters and digits, such as "f7cb567e"',
);
export const chatId = shaped(/^oc_[0-9a-f]{32}$/, 'a chat_id: "oc_" and 32 hexadecimal digits');
export const openDepartmentId = shaped(
  /^od-[0-9a-f]{32}$/,
  'a department id: "od-" and 32 hexadecimal digits',
);
export const appId = shaped(/^cli_[0-9a-f]{16}$/, 'an app_id: "cli_" and 16 hexadecimal digits');
export const code = shaped(
  /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/,
  'a code such as "7C468A54-8745-2245-9675-08B7C63E7A85", in capitals',
);
export const nodeId = shaped(/^[0-9a-f]{32}$/, 'a node_id: 32 hexadecimal digits');
export const decimal = shaped(/^\d{1,20}$/, 'a decimal number in quotes');
export const text = z.string().min(1, 'must not be empty');

export const language = z.enum(['zh_cn', 'en_us', 'ja_jp']);
export const timezone = z.string().refine((name) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}, 'expected an IANA time zone such as "Asia/Shanghai"');
