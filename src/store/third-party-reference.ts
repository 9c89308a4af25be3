const PREFIX = 'ext:';

/** How the rest of the bot speaks of a third-party instance: no code of Feishu's own instances looks like it. */
export const referenceTo = (instanceId: string): string => PREFIX + instanceId;

/** The `instance_id` behind a reference; undefined for the code of a native instance. */
export const referredTo = (code: string): string | undefined =>
  code.startsWith(PREFIX) ? code.slice(PREFIX.length) : undefined;
