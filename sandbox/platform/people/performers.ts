import { decide } from '../approval/decide.ts';
import type { Delivery } from '../events/deliveries.ts';
import type { Platform } from '../platform.ts';
import { type Act, clickAct, type DecideOptions } from './acts.ts';
import { addBot, chooseMenu, enterChat } from './bot-events.ts';
import type { ClickResult } from './callback-answer.ts';
import { type ClickOptions, click } from './click.ts';
import { readCc } from './read-cc.ts';
import { recall } from './recall.ts';
import { type SayOptions, say } from './say.ts';

/** What people do. Everything is on record, so that it can be done again. */
export interface Performers {
  say(options: SayOptions): Promise<{ message_id: string; delivered: Promise<Delivery> }>;
  click(options: ClickOptions): Promise<ClickResult>;
  /** Takes a message back, as its sender or an administrator can. */
  recall(message_id: string): void;
  /** Opens an instance that was copied to the person; resolves when the bot was told, or was given up on. */
  readCc(options: { by: string; instance: string }): Promise<void>;
  /** Approves, rejects or withdraws an instance, by its handle. */
  decide(options: DecideOptions): void;
  /** Chooses an entry of the bot's menu, by its event_key; resolves like the next two when the bot was told. */
  menu(options: { by: string; key: string }): Promise<Delivery>;
  /** Opens the direct chat with the bot. */
  enterChat(options: { by: string }): Promise<Delivery>;
  /** Adds the bot to a group. */
  addBot(options: { by: string; chat: string }): Promise<Delivery>;
}

type WithoutTime<A> = A extends unknown ? Omit<A, 'at'> : never;

/** The people of the world, as methods. `closed` ends what waits for an answer of the bot. */
export function performers(platform: Platform, closed: AbortSignal): Performers {
  const { clock, acts, approvals, directory } = platform;
  const record = (act: WithoutTime<Act>) => acts.push({ at: clock.now(), ...act });
  return {
    async say(options) {
      // The message is of a later moment than the act, so that it never counts as there before.
      const at = clock.now();
      const said = say(options, platform);
      acts.push({ at, kind: 'say', options });
      return said;
    },
    async click(options) {
      const named = clickAct(options, platform);
      const act: Act | undefined = named && { kind: 'click', at: clock.now(), options: named };
      if (act) acts.push(act);
      const result = await click(options, platform, closed);
      if (act?.kind === 'click') act.result = result;
      return result;
    },
    recall(message_id) {
      recall(message_id, platform);
      record({ kind: 'recall', options: { message_id } });
    },
    async readCc(options) {
      const told = readCc(options.by, options.instance, platform);
      record({ kind: 'read', options });
      await Promise.all(told);
    },
    decide(options) {
      const { by, instance, decision, comment } = options;
      decide(approvals.instanceByHandle(instance), directory.person(by), decision, comment, platform);
      record({ kind: 'decide', options });
    },
    async menu(options) {
      const told = chooseMenu(options.by, options.key, platform);
      record({ kind: 'menu', options });
      return told;
    },
    async enterChat(options) {
      const told = enterChat(options.by, platform);
      record({ kind: 'enter', options });
      return told;
    },
    async addBot(options) {
      const told = addBot(options.by, options.chat, platform);
      record({ kind: 'add_bot', options });
      return told;
    },
  };
}
