interface Answer {
  readonly status: number;
  readonly msg: string;
}

const NOT_OF_CONSOLE =
  'The specified application is not created via developer platform, can not modify by this API';

/**
 * The refusals that the sandbox knows: HTTP status and message of each platform code, after the error tables of the API pages
 * and the page of common codes. Where no status is documented it is 400, which is what the tables give everywhere else; the
 * token endpoint was seen to answer 200 with a code.
 */
const CATALOGUE: Readonly<Record<number, Answer>> = {
  40000000: { status: 400, msg: 'Invalid Param.' },
  2200: { status: 400, msg: 'Internal error' },
  5000: { status: 400, msg: 'internal error' },
  10003: { status: 200, msg: 'invalid param' },
  11205: { status: 200, msg: 'app do not have bot' },
  10014: { status: 200, msg: 'app secret invalid' },
  11233: { status: 400, msg: 'frequency limited' },
  40001: { status: 400, msg: 'invalid parameter' },
  40004: { status: 403, msg: 'no dept authority error' },
  40011: { status: 400, msg: 'page size is invalid' },
  40012: { status: 400, msg: 'page token is invalid error' },
  41012: { status: 400, msg: 'user id invalid error' },
  41050: { status: 400, msg: 'no user authority' },
  41073: { status: 400, msg: 'invalid member_id' },
  41202: { status: 404, msg: 'role id is not exist' },
  41203: { status: 404, msg: 'member id is not exist' },
  60001: { status: 400, msg: 'param is invalid' },
  60002: { status: 200, msg: 'definition not found' },
  60003: { status: 200, msg: 'instance not found' },
  60004: { status: 200, msg: 'user not found' },
  60005: { status: 200, msg: 'department not found' },
  60006: { status: 200, msg: 'validate form error' },
  60012: { status: 400, msg: 'uuid conflict' },
  60013: { status: 200, msg: 'unsupported approval definition' },
  210001: {
    status: 400,
    msg: 'As the app was not created in our developer console, it cannot be released using this API.',
  },
  210011: { status: 400, msg: 'Param is invalid' },
  210015: { status: 403, msg: 'As the App was created via Base, it cannot be updated using this API.' },
  210016: { status: 403, msg: 'Lack of permission to update other App.' },
  210020: { status: 400, msg: 'Unable to update configurations, as the app is currently under review.' },
  210021: { status: 403, msg: NOT_OF_CONSOLE },
  210031: { status: 400, msg: 'Param is invalid' },
  210035: { status: 403, msg: 'As the app was created via Base, it cannot be updated using this API.' },
  210036: { status: 403, msg: 'Lack of permission to update other app.' },
  210040: { status: 403, msg: 'Unable to update configurations, as the app is currently under review.' },
  210041: { status: 400, msg: 'The scope that parameter indicated needs robot ability to be enable first.' },
  210042: { status: 400, msg: 'The validation for event.request_url failed.' },
  210043: { status: 403, msg: NOT_OF_CONSOLE },
  210302: {
    status: 400,
    msg: 'Unable to submit the release request, as the app is currently under review.',
  },
  210303: { status: 400, msg: 'Invalid version number. The number should be in the form X.X.X' },
  210304: { status: 400, msg: 'Missing required fields' },
  210500: { status: 400, msg: 'page_token does not exist or has expired' },
  210503: { status: 400, msg: 'invalid app_id' },
  210506: { status: 400, msg: 'no such app' },
  210508: { status: 400, msg: 'insufficient permission level' },
  210514: { status: 400, msg: 'invalid order' },
  211002: { status: 400, msg: 'no such version_id' },
  212001: { status: 400, msg: 'only super scope unauthorized' },
  212002: { status: 400, msg: 'unauthorized scopes were empty' },
  212003: { status: 400, msg: 'approval over limit' },
  212004: { status: 400, msg: 'duplicate apply' },
  212100: { status: 400, msg: 'app not install' },
  230001: { status: 400, msg: 'Your request contains an invalid request parameter' },
  230002: { status: 400, msg: 'The bot can not be outside the group.' },
  230006: { status: 400, msg: 'Bot ability is not activated.' },
  230011: { status: 400, msg: 'The message is recalled.' },
  230022: { status: 400, msg: 'The content of the message contains sensitive information.' },
  230013: { status: 400, msg: 'Bot has NO availability to this user.' },
  230019: { status: 400, msg: 'The topic does NOT exist.' },
  230020: { status: 400, msg: 'This operation triggers the frequency limit.' },
  230025: { status: 400, msg: 'The length of the message content reaches its limit.' },
  230027: { status: 400, msg: 'Lack of necessary permissions' },
  230029: { status: 400, msg: 'User has resigned.' },
  230031: { status: 400, msg: 'Message can only be modified within 14 days after sending.' },
  230034: { status: 400, msg: 'The receive_id is invalid.' },
  230038: { status: 400, msg: 'Cross tenant p2p chat operate forbid.' },
  230050: { status: 400, msg: 'The message is invisible to the operator.' },
  230053: { status: 400, msg: 'The user has stopped the bot from sending messages.' },
  230071: { status: 400, msg: 'The group to which the message belongs does not support reply in thread.' },
  230072: { status: 400, msg: 'Aggregated messages do not support reply in thread.' },
  230110: { status: 400, msg: 'Action unavailable as the message has been deleted.' },
  230099: { status: 400, msg: 'Failed to create card content' },
  230111: { status: 400, msg: 'Action unavailable as the message will self-destruct soon.' },
  231003: { status: 400, msg: 'The message is recalled.' },
  232009: { status: 400, msg: 'Your request specifies a chat which has already been dissolved.' },
  234001: { status: 400, msg: 'Invalid request param.' },
  234003: { status: 400, msg: 'File not in message.' },
  234004: { status: 400, msg: 'App not in chat.' },
  234037: { status: 400, msg: 'Downloaded file size exceeds limit.' },
  234038: { status: 400, msg: 'The message is in restricted mode, its resource can not be downloaded.' },
  234043: { status: 400, msg: 'Unsupported message type.' },
  1390001: { status: 400, msg: 'param is invalid' },
  1390002: { status: 400, msg: 'approval code not found' },
  1390003: { status: 400, msg: 'instance code not found' },
  1390004: { status: 400, msg: 'user_id or open_id not found' },
  1390007: { status: 400, msg: 'subscription existed' },
  1390009: { status: 403, msg: 'no operation permission' },
  1390013: { status: 400, msg: 'unsupported approval for free process' },
  1390014: { status: 400, msg: 'tenant_id not found' },
  1390015: { status: 400, msg: 'approval is not active' },
  1390016: { status: 400, msg: 'approval is deleted' },
  1390018: { status: 400, msg: 'not support handwritten signature' },
  1395001: { status: 400, msg: 'There have been some errors. Please try again later' },
  99991400: { status: 429, msg: 'request trigger frequency limit' },
  99991401: { status: 400, msg: 'ip is denied by app setting' },
  99991403: { status: 429, msg: "This month's API call quota has been exceeded" },
  99991661: {
    status: 400,
    msg: 'Missing access token for authorization. Please make a request with token attached.',
  },
  99991663: {
    status: 400,
    msg: 'Invalid access token for authorization. Please make a request with token attached.',
  },
  99991668: {
    status: 400,
    msg: 'Invalid access token for authorization. Please make a request with token attached.',
  },
  99991671: { status: 400, msg: 'Invalid token: must start with t-/u-' },
  99991672: { status: 400, msg: 'Access denied. One of the following scopes is required' },
  99992351: { status: 400, msg: 'these open ids not existed' },
  99992354: { status: 400, msg: 'these ids not existed' },
  99992361: { status: 400, msg: 'open_id cross app' },
  99992402: { status: 400, msg: 'field validation failed' },
};

/** What a refused call is answered with, besides the log id that every failure carries. */
export interface Refusal {
  readonly status: number;
  readonly code: number;
  readonly msg: string;
  readonly error?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by an endpoint to refuse a call the way the platform does. */
export class PlatformRefusal extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(`${refusal.code}: ${refusal.msg}`);
    this.refusal = refusal;
  }
}

/** The refusal with a platform code; `detail` is appended to the message, as the platform does with its `ext`. */
export function refusalOf(code: number, detail?: string): Refusal {
  const known = CATALOGUE[code] ?? { status: 400, msg: 'failed' };
  return { status: known.status, code, msg: detail === undefined ? known.msg : `${known.msg}, ${detail}` };
}

/** Refuses the call with a platform code. */
export function refuse(code: number, detail?: string): never {
  throw new PlatformRefusal(refusalOf(code, detail));
}

/** Refuses with 99992402 and the list of fields that are wrong. */
export function refuseFields(
  violations: readonly { field: string; description: string; value?: string }[],
): never {
  throw new PlatformRefusal({ ...refusalOf(99992402), error: { field_violations: violations } });
}

/** The code and status of what the sandbox does not emulate: never a success, and like no answer of the platform. */
export function notEmulated(what: string): Refusal {
  return {
    status: 501,
    code: 99999999,
    msg: `the sandbox does not emulate ${what} yet: it does not know how Feishu would answer`,
  };
}
