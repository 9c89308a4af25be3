import type { Command } from '../../dispatch/feature.ts';
import { logUnseen } from '../../dispatch/unseen.ts';
import { answer } from '../../outbound/notices.ts';
import { readCcArguments } from './arguments.ts';
import { askForPeople } from './ask-for-people.ts';
import { inWords } from './choice.ts';
import type { CcDeps } from './deps.ts';
import { findTarget } from './find-target.ts';
import { recentInstances } from './recent.ts';
import { request } from './request.ts';
import { statusCommand, statusWords } from './status-command.ts';

/** `/cc @a @b [instance] [comment]`, `/cc status [instance]` */
export function ccCommand(deps: CcDeps): Command {
  const target = findTarget(deps, recentInstances(deps));
  const status = statusCommand(deps, target);
  const withoutPeople = askForPeople(deps, target);
  return {
    name: 'cc',
    aliases: ['抄送', '送付', '共有'],
    async run(message, rest) {
      const about = statusWords(rest);
      if (about) return status(message, about);
      const args = readCcArguments(rest, message.sender);
      if (rest.some((segment) => segment.kind === 'person' && segment.reach === 'unseen'))
        logUnseen(deps.log, message);
      if ('mistake' in args && args.mistake.key === 'cc.usage') return withoutPeople(message, rest);
      if ('mistake' in args) return (tx) => answer(tx, deps.cards, message, args.mistake);
      const found = await target(args, message);
      if (found.kind !== 'choose') return request(deps, message, args, found);
      const from = await inWords(deps, message.sender, found.from);
      await deps.summaries.lookUp(from);
      return request(deps, message, args, { ...found, from });
    },
  };
}
