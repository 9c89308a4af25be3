/** What Feishu calls its refusals, as far as the bot tells them apart. Pages name them at the end of each endpoint. */
export const codes = {
  // Of every endpoint.
  tooManyRequests: 99991400,
  monthlyQuota: 99991403,
  addressNotAllowed: 99991401,
  tokenInvalid: 99991663,
  appTokenInvalid: 99991664,
  missingScope: 99991672,
  /** An open_id that is none, an id that is none, an open_id of another app. */
  openIdInvalid: 99992351,
  idInvalid: 99992360,
  openIdOfAnotherApp: 99992361,

  // Contacts.
  noSuchUser: 41012,
  userNotVisible: 41050,

  // Messages.
  messageLimit: 230020,
  messageLimitOld: 11232,
  badMessage: 230001,
  recalled: 230011,
  outsideAvailability: 230013,
  topicGone: 230019,
  resigned: 230029,
  tooOldToUpdate: 230031,
  beingSent: 230049,
  botBlocked: 230053,

  // Approvals.
  badParameter: 1390001,
  definitionUnknown: 1390002,
  instanceUnknown: 1390003,
  personUnknown: 1390004,
  alreadySubscribed: 1390007,
  notAllowed: 1390009,
  kindUnsupported: 1390013,
  /** No such organisation: seen where the platform was busy. */
  tenantUnknown: 1390014,
  definitionOff: 1390015,
  definitionDeleted: 1390016,
  signatureNeeded: 1390018,
  /** Feishu was busy or failed for a moment. */
  busy: 1395001,
  /** The uuid of a creation was used before. */
  uuidUsed: 60012,
  /** Somebody holds the instance for a moment. */
  instanceHeld: 60014,
} as const;
