/** By which country's holidays a person has the digest; null for the default of the bot. */
export const digestCalendar = ['alter table digest_setting add column calendar text'];
