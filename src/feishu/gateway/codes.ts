/** What Feishu calls its refusals, as far as the bot tells them apart. Pages name them at the end of each endpoint. */
export const codes = {
  // Of every endpoint.
  tooManyRequests: 99991400,
  monthlyQuota: 99991403,
  addressNotAllowed: 99991401,
  tokenInvalid: 99991663,
  appTokenInvalid: 99991664,
  /** A token that Feishu does not know, of another kind, or expired, in the words of other endpoints. */
  tokenUnknown: 99991668,
  missingScope: 99991672,
  /** An open_id that is none, an id that is none, an open_id of another app. */
  openIdInvalid: 99992351,
  idInvalid: 99992360,
  idUnknown: 99992354,
  openIdOfAnotherApp: 99992361,
  /** An app_id that is none; one with another secret, or one that this platform does not know. */
  appIdInvalid: 10003,
  secretInvalid: 10014,
  /** The same at the discovery of the long connection. */
  connectionRefused: 514,
  /** The app has no bot. */
  noBot: 11205,
  /** An app of Lark on the domain of Feishu, or the other way round. */
  otherPlatform: 1000040351,

  // Contacts.
  noSuchUser: 41012,
  userNotVisible: 41050,
  departmentNotVisible: 40004,

  // Messages.
  messageLimit: 230020,
  messageLimitOld: 11232,
  innerLimit: 11233,
  otherInnerLimit: 11247,
  badMessage: 230001,
  recalled: 230011,
  recalledElsewhere: 231003,
  messageDeleted: 230110,
  selfDestructs: 230111,
  messageInvisible: 230050,
  chatDissolved: 232009,
  noThreadInGroup: 230071,
  noThreadHere: 230072,
  outsideAvailability: 230013,
  topicGone: 230019,
  resigned: 230029,
  receiverInvalid: 230034,
  otherTenant: 230038,
  tooOldToUpdate: 230031,
  beingSent: 230049,
  beingSentOld: 18121,
  botBlocked: 230053,

  /** A wrong parameter of a slash command, which a name is, too, that is taken. */
  commandTaken: 40000000,

  /** The app has a bot that is not switched on. */
  botOff: 230006,
  /** The organisation's key for messages, or for files, was deleted. */
  keyDeleted: 230036,

  // Files of messages.
  fileUnauthorized: 234002,
  fileOfAnotherTenant: 234019,
  fileKeyDeleted: 234041,
  storageFailed: 234042,
  resourceTooLarge: 234037,
  downloadForbidden: 234038,
  fileInvisible: 234040,

  // Approvals.
  badParameter: 1390001,
  definitionUnknown: 1390002,
  instanceUnknown: 1390003,
  personUnknown: 1390004,
  alreadySubscribed: 1390007,
  formInvalid: 1390006,
  notAllowed: 1390009,
  taskUnknown: 1390010,
  kindUnsupported: 1390013,
  /** No such organisation: seen where the platform was busy. */
  tenantUnknown: 1390014,
  definitionOff: 1390015,
  definitionDeleted: 1390016,
  signatureNeeded: 1390018,
  /** This person may not start this one. */
  mayNotStart: 1395009,
  /** Time and attendance does not allow it. */
  workforceRules: 1395011,
  /** Feishu was busy or failed for a moment. */
  busy: 1395001,
  /** Somebody withdrew the instance before. */
  reverted: 1395210,
  /** The uuid of a creation was used before. */
  uuidUsed: 60012,
  /** Somebody holds the instance for a moment. */
  instanceHeld: 60014,
} as const;

/** A message that can't be replied to, in its thread or at all, in a chat that there still is. */
export const NOT_REPLIABLE: readonly number[] = [
  codes.recalled,
  codes.recalledElsewhere,
  codes.messageDeleted,
  codes.selfDestructs,
  codes.messageInvisible,
  codes.topicGone,
  codes.noThreadInGroup,
  codes.noThreadHere,
  codes.idUnknown,
];

/** A card that is gone, can't be seen, is too old, or is none that can be updated: whoever updates it can stop. */
export const NOT_UPDATABLE: readonly number[] = [
  codes.recalled,
  codes.recalledElsewhere,
  codes.messageDeleted,
  codes.messageInvisible,
  codes.chatDissolved,
  codes.tooOldToUpdate,
  codes.badMessage,
  codes.idUnknown,
];

/** Cards that Feishu does not take as they are: too long, not to be shown, of parts or people that it does not accept. */
export const CARD_REFUSED: readonly number[] = [
  ...[230025, 230099, 230022, 230028],
  ...[11310, 100290, 200570, 200621, 200861, 200914, 200915],
];

/** A person who can't be written to, now or later. */
export const NOT_WRITABLE: readonly number[] = [
  codes.outsideAvailability,
  codes.botBlocked,
  codes.resigned,
  codes.receiverInvalid,
  codes.otherTenant,
  codes.openIdInvalid,
  codes.idInvalid,
  codes.idUnknown,
  codes.openIdOfAnotherApp,
];

/** No such person, outside the range that the app may see, an id of another app. */
export const NOBODY: readonly number[] = [
  codes.noSuchUser,
  codes.userNotVisible,
  codes.departmentNotVisible,
  codes.openIdInvalid,
  codes.idInvalid,
  codes.idUnknown,
  codes.openIdOfAnotherApp,
];

/** The token is none, or no longer one: another has to be fetched. */
export const TOKEN_REFUSED: readonly number[] = [
  codes.tokenInvalid,
  codes.appTokenInvalid,
  codes.tokenUnknown,
];

/** What an operator, or whoever runs the organisation, has to mend: for the person who asks, trying again never helps. */
export const SET_UP: readonly number[] = [
  ...[codes.appIdInvalid, codes.secretInvalid, codes.noBot, codes.otherPlatform, codes.openIdOfAnotherApp],
  ...[codes.addressNotAllowed, ...TOKEN_REFUSED, 99991661, 99991671],
  codes.botOff,
  ...[codes.keyDeleted, codes.fileKeyDeleted, codes.storageFailed],
  ...[codes.fileUnauthorized, codes.fileOfAnotherTenant],
];
