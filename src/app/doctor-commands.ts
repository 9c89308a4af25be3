import { z } from 'zod';
import type { EventChannel } from '../inbound/channel.ts';
import type { AdminCommand } from '../jobs/admin-command.ts';
import { type Facts, factsOf, fingerprints } from '../ops/doctor/facts.ts';
import { noteSubscribed } from '../store/tables/subscriptions.ts';
import type { Deps } from './deps.ts';

/** By which `doctor` asks the bot that has the database for itself. */
export const FACTS = 'doctor.facts';
export const SUBSCRIBED = 'doctor.subscribed';

const subscribedArguments = z.object({ approvalCode: z.string() });

type Channel = Pick<EventChannel, 'check'>;

/** What a running bot knows. */
export async function factsInside({ db, config, clock, tally }: Deps, channel: Channel): Promise<Facts> {
  await tally.flush(db);
  const facts = await factsOf(db, config.FEISHU_APP_ID, clock.now());
  const trouble = await channel.check().then(
    () => null,
    ({ message }: Error) => message,
  );
  return { ...facts, running: { settings: fingerprints(config), channel: trouble } };
}

/** What a running bot tells `doctor`, and notes for it. */
export function doctorCommands(deps: Deps, channel: Channel): Record<string, AdminCommand> {
  const { db, config } = deps;
  return {
    [FACTS]: {
      queues: [],
      run: async (_args, say) => say(JSON.stringify(await factsInside(deps, channel))),
    },
    [SUBSCRIBED]: {
      queues: [],
      run: (args) => noteSubscribed(db, config.FEISHU_APP_ID, subscribedArguments.parse(args).approvalCode),
    },
  };
}
