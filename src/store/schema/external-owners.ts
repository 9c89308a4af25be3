/** Which system a third-party definition belongs to, and who tries the ids of others. Times are Unix milliseconds. */
export const externalOwnerTables = [
  // Null where any system may push under it.
  'alter table external_definition add column system text',
  `create table external_guess (system text primary key, count integer not null, since bigint not null)`,
];
