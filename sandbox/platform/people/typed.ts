import { mentionCounter } from '../im/mentions.ts';
import type { Mention } from '../im/model.ts';
import type { Platform } from '../platform.ts';
import type { Person } from '../world/schema.ts';
import { withLinks } from './typed-links.ts';

export interface Received {
  readonly content: Record<string, unknown>;
  readonly mentions: readonly Mention[];
}

/** An element of a post; in an `at`, `user_name` says who is meant, or `user_id` is `all`. */
export interface PostElement {
  tag: string;
  [property: string]: unknown;
}

export interface Post {
  title?: string;
  content: PostElement[][];
}

const EVERYONE = ['所有人', 'all', 'everyone'];

/** All that can follow an @, longest name first, so that 张三 does not hide 张三丰. */
function mentionable({ directory, world }: Platform): [string, Person | 'bot' | 'all'][] {
  const names: [string, Person | 'bot' | 'all'][] = [
    ...directory.people.map((person): [string, Person] => [person.name, person]),
    [world.app.name, 'bot'],
    ['所有人', 'all'],
  ];
  return names.sort(([a], [b]) => b.length - a.length);
}

/** Text as a person types it, with `@Name` and links turned into what Feishu sends for them. */
export function typedText(text: string, platform: Platform): Received {
  const names = mentionable(platform);
  const { mentions, keyOf } = mentionCounter();
  const parts = withLinks(text).split('@');
  const replaced = parts.slice(1).map((part) => {
    const [name, who] = names.find(([candidate]) => part.startsWith(candidate)) ?? [];
    if (name === undefined || who === undefined) return `@${part}`;
    return (who === 'all' ? '@_all' : keyOf(who)) + part.slice(name.length);
  });
  return { content: { text: [parts[0], ...replaced].join('') }, mentions };
}

/** A post as it is received: without a locale around it, and with keys for those who are mentioned. */
export function typedPost(post: Post, platform: Platform): Received {
  const names = mentionable(platform);
  const { mentions, keyOf } = mentionCounter();
  const received = (element: PostElement): PostElement => {
    if (element.tag !== 'at') return element;
    const name = String(element.user_name ?? '');
    if (element.user_id === 'all' || EVERYONE.includes(name)) return { ...element, user_id: '@_all' };
    const who = names.find(([candidate]) => candidate === name)?.[1];
    if (who === undefined || who === 'all')
      throw new Error(`the post mentions "${name}", whom the world does not have`);
    return { ...element, user_id: keyOf(who) };
  };
  return {
    content: { title: post.title ?? '', content: post.content.map((line) => line.map(received)) },
    mentions,
  };
}
