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

/** What a running bot tells `doctor`. */
export function doctorCommands(
  { db, config, clock, tally }: Deps,
  channel: Pick<EventChannel, 'check'>,
): Record<string, AdminCommand> {
  return {
    [FACTS]: {
      queues: [],
      async run(_args, say) {
        await tally.flush(db);
        const facts = await factsOf(db, config.FEISHU_APP_ID, clock.now());
        const trouble = await channel.check().then(
          () => null,
          ({ message }: Error) => message,
        );
        const running: Facts['running'] = { settings: fingerprints(config), channel: trouble };
        say(JSON.stringify({ ...facts, running }));
      },
    },
    [SUBSCRIBED]: {
      queues: [],
      run: (args) => noteSubscribed(db, config.FEISHU_APP_ID, subscribedArguments.parse(args).approvalCode),
    },
  };
}
