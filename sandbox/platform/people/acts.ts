import type { Decision } from '../approval/decide.ts';
import type { Platform } from '../platform.ts';
import type { ClickResult } from './callback-answer.ts';
import type { ElementPath } from './card-elements.ts';
import { findElement, pathOf } from './card-elements.ts';
import type { ClickOptions } from './click.ts';
import type { SayOptions } from './say.ts';

/** Something that a person of the world has done, in a form that can be done again. */
export type Act = { readonly at: number } & (
  | { readonly kind: 'say'; readonly options: SayOptions }
  | { readonly kind: 'click'; readonly options: ClickAct; result?: ClickResult }
  | { readonly kind: 'read'; readonly options: { by: string; instance: string } }
  | { readonly kind: 'decide'; readonly options: DecideOptions }
  | { readonly kind: 'recall'; readonly options: { message_id: string } }
  | { readonly kind: 'menu'; readonly options: { by: string; key: string } }
  | { readonly kind: 'enter'; readonly options: { by: string } }
  | { readonly kind: 'add_bot'; readonly options: { by: string; chat: string } }
  /** A system of the world pushes one of its instances through the bot. */
  | { readonly kind: 'push'; readonly options: { system: string; instance_id: string } }
);

export interface DecideOptions {
  by: string;
  instance: string;
  decision: Decision;
  comment?: string;
}

/** A click whose element is named rather than picked by a function. */
export interface ClickAct extends Omit<ClickOptions, 'button'> {
  button: string | { path: ElementPath };
}

function label(options: ClickOptions, card: Record<string, unknown>): ClickAct['button'] | undefined {
  const { button } = options;
  if (typeof button === 'string') return button;
  if (typeof button === 'function') return undefined;
  const { element } = findElement(card, button);
  const { name, text } = element as { name?: unknown; text?: { content?: unknown } };
  const words = [name, text?.content].find(
    (one): one is string => typeof one === 'string' && finds(card, one, element),
  );
  if (words !== undefined) return words;
  return 'path' in button ? button : { path: pathOf(card, element) ?? [] };
}

function finds(card: Record<string, unknown>, words: string, element: object): boolean {
  try {
    return findElement(card, words).element === element;
  } catch {
    return false;
  }
}

/** The click as it can be done again: by the words on the button where they tell it apart. Undefined for one picked by a function. */
export function clickAct(options: ClickOptions, { messages }: Platform): ClickAct | undefined {
  const card = messages.find(options.message_id)?.content;
  const button = card && label(options, card);
  return button === undefined ? undefined : { ...options, button };
}
