import { v2Envelope } from '../events/envelopes.ts';
import type { WireResult } from '../events/wire.ts';
import type { Message } from '../im/model.ts';
import { CARD_LIFE_MS } from '../im/patch.ts';
import type { Platform } from '../platform.ts';
import type { SealedRequest } from '../seal.ts';
import { seal } from '../seal.ts';
import type { Person } from '../world/schema.ts';
import type { ClickResult } from './callback-answer.ts';
import { judgeAnswer } from './callback-answer.ts';
import type { Callback } from './callbacks.ts';
import type { CardElement, ElementChoice, Found } from './card-elements.ts';
import { fieldsOf, findElement } from './card-elements.ts';
import type { FormInput } from './form-values.ts';
import { formValues, isPicker, withOffset } from './form-values.ts';
import { idsOf } from './message-event.ts';

const ANSWER_WITHIN_MS = 3000;

export interface ClickOptions {
  /** Handle of a person. */
  by: string;
  message_id: string;
  /** The button's name, or its text, or a predicate on any element. */
  button: ElementChoice;
  /** What the person has filled into the form around the button, by field name. */
  form?: FormInput;
  /** What the person picked or typed, in an element that is outside of a form. */
  value?: string | boolean;
  /** IANA name; the person's own when left out. */
  timezone?: string;
}

/** A callback as it would be sent, for tests that replay or bend it. */
export interface ClickEvent extends SealedRequest {
  payload: object;
}

function cardMessage(person: Person, { message_id }: ClickOptions, { messages, clock }: Platform): Message {
  const message = messages.find(message_id);
  if (message?.msg_type !== 'interactive') throw new Error(`there is no card ${message_id}`);
  if (!message.chat.members.includes(person)) throw new Error(`${person.name} can't see this card`);
  if (message.recalled) throw new Error('the card was recalled');
  if (clock.now() - message.create_time > CARD_LIFE_MS) throw new Error('the card is older than 14 days');
  return message;
}

function callbackValue(element: CardElement): unknown {
  const behaviors = (element.behaviors ?? []) as { type?: string; value?: unknown }[];
  return behaviors.find(({ type }) => type === 'callback')?.value;
}

function checkClickable({ element, form }: Found, { by }: ClickOptions): void {
  if (element.disabled === true) throw new Error(`${by} can't click: the ${element.tag} is disabled`);
  const submits = form !== undefined && element.form_action_type === 'submit';
  if (!submits && callbackValue(element) === undefined) {
    throw new Error(`clicking this ${element.tag} sends nothing to the bot: it has no callback behavior`);
  }
}

/** The properties under which a value outside of a form is sent, by the kind of element. */
function looseValue(
  element: CardElement,
  value: string | boolean | undefined,
  timezone: string,
  at: number,
): object {
  if (value === undefined) return {};
  if (typeof value === 'boolean') return { checked: value };
  if (element.tag === 'input') return { input_value: value };
  const options = ((element.options ?? []) as { value?: string }[]).map((option) => option.value);
  if (options.length > 0 && !options.includes(value))
    throw new Error(`the ${element.tag} does not offer ${value}`);
  return { option: withOffset(element.tag, value, timezone, at) };
}

function actionOf(
  found: Found,
  message: Message,
  person: Person,
  options: ClickOptions,
  platform: Platform,
): object {
  const { element, form } = found;
  const timezone = options.timezone ?? person.timezone;
  const submits = form !== undefined && element.form_action_type === 'submit';
  const value = callbackValue(element);
  const picks = isPicker(element.tag) || (submits && fieldsOf(form).some(({ tag }) => isPicker(tag)));
  const inZone = picks || platform.world.settings.variants.click_timezone === 'always';
  return {
    tag: element.tag,
    ...(typeof element.name === 'string' && { name: element.name }),
    ...(inZone && { timezone }),
    ...(value !== undefined && { value }),
    ...(submits && {
      form_value: formValues(form, options.form ?? {}, { chat: message.chat, timezone, platform }),
    }),
    ...looseValue(element, options.value, timezone, platform.clock.now()),
  };
}

function payloadOf(person: Person, message: Message, options: ClickOptions, platform: Platform): object {
  const found = findElement(message.content, options.button);
  checkClickable(found, options);
  const event = {
    operator: { tenant_key: person.tenant_key ?? platform.world.tenant_key, ...idsOf(person, platform) },
    token: `c-${platform.ids.hex(40)}`,
    action: actionOf(found, message, person, options, platform),
  };
  const shown = {
    host: 'im_message',
    context: { open_message_id: message.message_id, open_chat_id: message.chat.chat_id },
  };
  const beside = platform.world.settings.variants.click_context === 'beside it';
  const inside = beside ? event : { ...event, ...shown };
  const envelope = v2Envelope('card.action.trigger', `${platform.clock.now()}000`, inside, platform);
  return beside ? { ...envelope, ...shown } : envelope;
}

/**
 * The sealed callback of a click, without sending it.
 * @throws when a client could not click so
 */
export function clickEvent(options: ClickOptions, platform: Platform): ClickEvent {
  const person = platform.directory.person(options.by);
  const payload = payloadOf(person, cardMessage(person, options, platform), options, platform);
  const { clock, ids, world } = platform;
  return { payload, ...seal(payload, world.app.encrypt_key, clock, ids) };
}

/** A callback goes out once, on the way in force, within the time that the client waits, and is on record with its answer. */
export async function sendCallback(
  callback: Callback,
  sealed: SealedRequest,
  platform: Platform,
  closed: AbortSignal,
): Promise<WireResult> {
  const { clock, changes, callbacks, deliveries } = platform;
  if (deliveries.address('callbacks') !== undefined) callback.sealed = sealed;
  callbacks.push(callback);
  changes.tell({ kind: 'callback', callback });
  const answer = await deliveries.exchange({ payload: callback.payload, sealed }, ANSWER_WITHIN_MS, closed);
  callback.answer = answer;
  callback.ms = clock.now() - callback.at;
  changes.tell({ kind: 'callback', callback });
  return answer;
}

/** A person clicks: the callback is sent once, and what it answers is shown. */
export async function click(
  options: ClickOptions,
  platform: Platform,
  closed: AbortSignal,
): Promise<ClickResult> {
  const { directory, clock, changes } = platform;
  const message = cardMessage(directory.person(options.by), options, platform);
  const { payload, ...sealed } = clickEvent(options, platform);
  const id = (payload as { header: { event_id: string } }).header.event_id;
  const { by, message_id } = options;
  const callback: Callback = { id, by, message_id, at: clock.now(), payload };
  const answer = await sendCallback(callback, sealed, platform, closed);
  const result = judgeAnswer(answer, message.content, platform);
  callback.result = result;
  changes.tell({ kind: 'callback', callback });
  if (result.card) {
    message.content = result.card;
    message.update_time = clock.now();
    changes.tell({ kind: 'message', message });
  }
  return result;
}
