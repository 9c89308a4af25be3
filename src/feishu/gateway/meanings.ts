import { CARD_REFUSED, codes, TOKEN_REFUSED } from './codes.ts';

/**
 * - `final`: Feishu knows what was asked, or the bot that asks, and says no: nothing happened, and the same call ends so again.
 * - `limit`: too many calls: nothing happened, and later it will.
 * - `token`: the token is none or no longer one: nothing was looked at, and with another it will be. A secret that is no longer
 *   valid is refused where tokens are fetched; one that was just given out may not be known to all of Feishu yet.
 * - `internal`: Feishu failed by itself; that passes at once. A write may have had its effect.
 * - `busy`: the same, and it passes in its own time.
 * - `unknown`: a code that stands nowhere here. It is worth a few tries, and a write may have had its effect.
 */
export type Meaning = 'final' | 'limit' | 'token' | 'internal' | 'busy' | 'unknown';

/**
 * What each code says of the call. From the error tables of the endpoints that the bot calls, and from the pages of what all
 * have in common: https://open.feishu.cn/document/server-docs/api-call-guide/generic-error-code,
 * https://open.feishu.cn/document/ukTMukTMukTM/ugjM14COyUjL4ITN (which also names those of approvals v2).
 */
const meanings: Record<Exclude<Meaning, 'unknown'>, readonly number[]> = {
  limit: [
    codes.tooManyRequests,
    codes.messageLimit,
    codes.messageLimitOld,
    codes.innerLimit,
    codes.otherInnerLimit,
  ],
  token: TOKEN_REFUSED,
  // Of every endpoint, of contacts, and of the app itself.
  internal: [...[2200, 5000], ...[40003, 40006], ...[210003, 210013, 210033]],
  busy: [codes.busy, codes.tenantUnknown, codes.instanceHeld, codes.beingSent, codes.beingSentOld, 65001],
  final: [
    // Of the app, its token, its scopes, and of ids.
    ...[10003, 10014, 11205, 99991401, 99991403, 99991661, 99991671, 99991672],
    ...[99992351, 99992354, 99992360, 99992361, 99992402, codes.otherPlatform],
    // Contacts.
    ...[
      40001, 40002, 40004, 40008, 40010, 40011, 40012, 40014, 40015, 41012, 41050, 41071, 41073, 41074, 41202,
      41203, 42008, 43001, 43002, 43003, 43004, 43005, 43007, 43008, 43009, 43010, 43011, 43012, 43013, 44102,
    ],
    // Messages, and their files.
    ...[
      230001, 230002, 230006, 230011, 230013, 230015, 230017, 230018, 230019, 230022, 230025, 230027, 230028,
    ],
    ...[
      230029, 230031, 230034, 230035, 230036, 230038, 230050, 230053, 230054, 230055, 230071, 230072, 230073,
    ],
    ...CARD_REFUSED,
    ...[230075, 230110, 230111, 231003, 231205, 232009],
    ...[
      234001, 234002, 234003, 234004, 234009, 234019, 234037, 234038, 234040, 234041, 234042, 234043, 234045,
    ],
    ...[234046],
    // Approvals, of both generations.
    ...[
      1390001, 1390002, 1390003, 1390004, 1390006, 1390007, 1390009, 1390010, 1390013, 1390015, 1390016,
      1390018,
    ],
    ...[1395006, 1395009, 1395011, 1395210],
    // The app itself: its versions, its configuration, its scopes.
    ...[
      210001, 210011, 210012, 210014, 210015, 210016, 210017, 210019, 210020, 210021, 210031, 210032, 210034,
    ],
    ...[210035, 210036, 210037, 210040, 210041, 210042, 210043, 210302, 210303, 210304],
    ...[210500, 210501, 210503, 210504, 210505, 210506, 210508, 210514, 211002, 211003],
    ...[codes.commandTaken, 40000031],
    ...[212001, 212002, 212003, 212004, 212100],
    ...[60001, 60002, 60003, 60004, 60005, 60006, 60007, 60008, 60009, 60010, 60011, 60012, 60013],
  ],
};

const known = new Map(
  Object.entries(meanings).flatMap(([meaning, all]) => all.map((code) => [code, meaning as Meaning])),
);

/** What a code says of a call, whatever the HTTP status under which it came. */
export const meaningOf = (code: number): Meaning => known.get(code) ?? 'unknown';
