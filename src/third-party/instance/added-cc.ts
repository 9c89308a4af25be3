/** Ids of copies that people add through the bot begin so. */
export const OWN_CC = 'bot-cc-';

/** The id of a copy that a request of a person makes; the same however often the request is worked on. */
export const ccIdOf = (requestId: string, openId: string): string => `${OWN_CC}${requestId}-${openId}`;

/** The request that has made a copy. */
export const requestOfCc = (ccId: string): string => ccId.slice(OWN_CC.length).split('-ou_', 1)[0] ?? '';
