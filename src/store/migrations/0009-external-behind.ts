/** Finds third-party instances of which Feishu has not been given everything, without going through all. */
export const externalBehindTables = [
  `create index external_instance_behind on external_instance (accepted_at) where given_revision < revision`,
];
