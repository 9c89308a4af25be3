/** Finds the cards about an instance, which are forgotten with it. */
export const cardMessageInstance = [`create index card_message_instance on card_message (instance_code)`];
