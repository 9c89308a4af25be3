import type { Check } from '../check.ts';
import { appChecks } from './app.ts';
import { channelChecks } from './channel.ts';
import { databaseChecks } from './database.ts';
import { definitionChecks } from './definitions.ts';
import { eventChecks } from './events.ts';
import { externalChecks } from './external.ts';
import { fileChecks } from './files.ts';
import { machineChecks } from './machine.ts';
import { peopleChecks } from './people.ts';
import { quotaChecks } from './quota.ts';
import { installed, scopes } from './scopes.ts';
import { slashCommandChecks } from './slash-commands.ts';
import { wayChecks } from './way.ts';

/** Everything that is looked at, in the order in which it is told. */
export const checks: Check[] = [
  ...machineChecks,
  ...fileChecks,
  ...databaseChecks,
  ...wayChecks,
  installed,
  ...appChecks,
  scopes,
  ...eventChecks,
  ...slashCommandChecks,
  ...channelChecks,
  ...definitionChecks,
  ...peopleChecks,
  ...externalChecks,
  ...quotaChecks,
];
