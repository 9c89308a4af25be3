import type { CardBook } from '../cards/book.ts';
import type { Feature } from './feature.ts';
import { MENU, menuHandler } from './menu.ts';

/**
 * All features as one. Two that claim the same word, action, event or queue are a mistake found at start, and so is a button
 * whose action none has.
 */
export function compose(features: Feature[], { drawn }: Pick<CardBook, 'drawn'>) {
  const commands = features.flatMap((feature) => feature.commands ?? []);
  disjoint(commands.flatMap((command) => [command.name, ...command.aliases]));
  const entries = merge(features.map((feature) => feature.entries ?? {}));
  const actions = features.flatMap((feature) => feature.actions ?? []);
  const names = actions.map(({ name }) => name);
  disjoint(names);
  const dead = drawn.find(({ action }) => !names.includes(action));
  if (dead) throw new Error(`cards/${dead.card}.json: no feature has the action "${dead.action}"`);
  const [sentence, another] = features.flatMap((feature) => feature.sentence ?? []);
  if (another) throw new Error('two features answer sentences');
  return {
    commands,
    sentence,
    replies: features.flatMap((feature) => feature.reply ?? []),
    actions,
    entries,
    events: merge([...features.map((feature) => feature.events ?? {}), { [MENU]: menuHandler(entries) }]),
    jobs: merge(features.map((feature) => feature.jobs ?? {})),
    bulk: merge(features.map((feature) => feature.bulk ?? {})),
    admin: merge(features.map((feature) => feature.admin ?? {})),
    upkeep: features.flatMap((feature) => feature.upkeep ?? []),
    measures: features.flatMap((feature) => feature.measures ?? []),
  };
}

function merge<T>(parts: Record<string, T>[]): Record<string, T> {
  disjoint(parts.flatMap((part) => Object.keys(part)));
  return Object.assign({}, ...parts);
}

function disjoint(names: string[]) {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`two features claim "${twice}"`);
}
