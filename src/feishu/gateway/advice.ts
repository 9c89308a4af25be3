import { codes, TOKEN_REFUSED } from './codes.ts';

const PLATFORM =
  'an app of Lark needs FEISHU_BASE_URL=https://open.larksuite.com, one of Feishu https://open.feishu.cn';
const CREDENTIALS = `FEISHU_APP_ID and FEISHU_APP_SECRET don't belong together: copy both from the developer console → your app → Credentials; ${PLATFORM}`;

const CONTACT_RANGE =
  'outside the contact range of the app: Developer console → Permissions & Scopes → Contact permission range, then publish a version';
const KEY_DELETED =
  "the organisation's encryption key has been deleted: whoever administers the organisation's Feishu has to mend it";
const FILES =
  'the app may not read the files of messages: grant im:message in the developer console, and see that the app is installed in this organisation';

/** The message of a missing scope names the scopes and links to the console page. */
const advice: Record<number, string> = {
  [codes.missingScope]:
    'grant the scopes named in the message in the developer console, then publish a version',
  [codes.monthlyQuota]:
    'the monthly quota of API calls of this organisation is used up; it resets on day 1, or upgrade the edition',
  [codes.addressNotAllowed]:
    'this address is not on the IP allow list: Developer console → Security settings',
  [codes.appIdInvalid]: CREDENTIALS,
  [codes.secretInvalid]: CREDENTIALS,
  [codes.connectionRefused]: CREDENTIALS,
  [codes.noBot]:
    'this app has no bot: add the feature Bot in the developer console → Add features, then publish a version',
  [codes.botOff]:
    'the bot of this app is not switched on: Developer console → Add features → Bot, then publish a version',
  [codes.userNotVisible]: CONTACT_RANGE,
  [codes.departmentNotVisible]: CONTACT_RANGE,
  [codes.outsideAvailability]:
    'this person is outside the availability range: Developer console → Version management, publish a version that includes them',
  [codes.keyDeleted]: KEY_DELETED,
  [codes.fileKeyDeleted]: KEY_DELETED,
  [codes.storageFailed]:
    "the storage of this organisation fails or is full: whoever administers the organisation's Feishu has to mend it",
  [codes.fileUnauthorized]: FILES,
  [codes.fileOfAnotherTenant]: FILES,
  ...Object.fromEntries([...TOKEN_REFUSED, 99991661, 99991671].map((code) => [code, CREDENTIALS])),
  [codes.otherPlatform]: `this app belongs to the other platform: ${PLATFORM}`,
  [codes.openIdOfAnotherApp]:
    'the people and chats in this database belong to another app: use its FEISHU_APP_ID, or a new DATA_DIR or DATABASE_URL',
};

/** What an operator can do about a refusal with this code, if that is known. */
export const adviceFor = (code: number): { advice?: string } =>
  Object.hasOwn(advice, code) ? { advice: advice[code] ?? '' } : {};
