import type { Feature } from './feature.ts';

/** All features as one; two that claim the same word, action, event or queue are a mistake found at start. */
export function compose(features: Feature[]) {
  const commands = features.flatMap((feature) => feature.commands ?? []);
  disjoint(commands.flatMap((command) => [command.name, ...command.aliases]));
  return {
    commands,
    replies: features.flatMap((feature) => feature.reply ?? []),
    actions: merge(features.map((feature) => feature.actions ?? {})),
    events: merge(features.map((feature) => feature.events ?? {})),
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
