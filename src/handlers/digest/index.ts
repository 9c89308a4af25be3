import type { Feature } from '../../dispatch/feature.ts';
import type { DigestParts } from './parts.ts';
import { settingsActions } from './settings/actions.ts';
import { digestCommand } from './settings/command.ts';
import { unreadActions } from './unread/actions.ts';
import { unreadCommand } from './unread/command.ts';

/** What was copied to a person and waits unread: on demand, and as a digest each day. */
export const digestFeature = (parts: DigestParts): Feature => ({
  commands: [unreadCommand(parts), digestCommand(parts)],
  actions: { ...unreadActions(parts), ...settingsActions(parts) },
});
