import { z } from 'zod';

/** What a button carries: packed where a card is drawn, unpacked where a press of it is decided on. */
export interface Button<Value> {
  /** The action, as `a` of the value. */
  readonly name: string;
  /** The value as it goes into a card. Throws when a field is missing, too many, or of another kind. */
  pack(fields: unknown): object;
  /** The fields of a value that came back; undefined for one that no card of ours has. */
  unpack(value: Readonly<Record<string, unknown>>): Value | undefined;
}

/** Cards outlive a deployment: a field that is new must be optional, and none may change its name. */
function action<Fields extends z.ZodRawShape>(
  name: string,
  fields: Fields,
): Button<z.output<z.ZodObject<Fields>>> {
  const value = z.object(fields);
  const drawn = value.strict();
  return {
    name,
    pack: (given) => ({ a: name, ...drawn.parse(given) }),
    unpack: (pressed) => value.safeParse(pressed).data,
  };
}

const text = z.string();
/** The id of a CC that was asked for. */
const request = { r: text };
/** The code of an instance. */
const instance = { i: text };
/** A draft and the revision of it that is drawn. */
const drawnDraft = { d: text, v: z.number() };
/** Whose card it is. */
const owner = { o: text };
/** Whose list, and which position of it. */
const list = { ...owner, c: text };

/** All buttons that cards of ours have. */
export const BUTTONS = {
  ccPick: action('cc.pick', { ...request, ...instance }),
  ccCancel: action('cc.cancel', request),
  /** With the key of the card. */
  ccRemind: action('cc.remind', { ...request, k: text }),
  ccShow: action('cc.show', { ...request, k: text }),
  ccForm: action('cc.form', instance),
  ccFormSend: action('cc.form_send', instance),
  /** With the key of an entry of the bot's menu. */
  open: action('open', { w: z.enum(['create', 'unread', 'digest', 'help']) }),
  createStart: action('create.start', {}),
  /** With the code of a definition. */
  createPick: action('create.pick', { d: text, c: text }),
  createFind: action('create.find', drawnDraft),
  /** What it does, and to which field or row; to none when empty. */
  createForm: action('create.form', { ...drawnDraft, do: text, of: text }),
  statusWithdraw: action('status.withdraw', instance),
  statusKeep: action('status.keep', instance),
  statusWithdrawNow: action('status.withdraw_now', instance),
  statusAgain: action('status.again', instance),
  digestOn: action('digest.on', owner),
  digestOff: action('digest.off', owner),
  digestResume: action('digest.resume', owner),
  digestSave: action('digest.save', owner),
  /** Of the digest: brings the card with its settings. */
  digestSettings: action('digest.settings', owner),
  unreadPage: action('unread.page', list),
  unreadRead: action('unread.read', { ...owner, ...instance, ...list }),
  unreadSnooze: action('unread.snooze', { ...owner, ...instance, ...list }),
  unreadSnoozeDate: action('unread.snooze_date', { ...owner, ...instance, ...list }),
  /** The key of the card. */
  thirdPartyRead: action('external.read', { k: text }),
};

const byName = new Map<unknown, Button<unknown>>(
  Object.values(BUTTONS).map((button) => [button.name, button]),
);

/** The value of a button, for templates. */
export function press(name: string, fields: object = {}): object {
  const button = byName.get(name);
  if (!button) throw new Error(`there is no button "${name}"`);
  return button.pack(fields);
}

/** The actions of a template's buttons. */
export const actionsIn = (template: string): string[] => [
  ...new Set([...template.matchAll(/\bpress\('([^']+)'/g)].map(([, name = '']) => name)),
];

/** What is wrong with the buttons of a template, one sentence each. */
export function buttonProblems(name: string, template: string): string[] {
  const unknown = actionsIn(template).filter((action) => !byName.has(action));
  const callbacks = template.split('"type":"callback"').length;
  const made = template.split('"value":{"$eval":"press(').length;
  return [
    ...unknown.map((action) => `cards/${name}.json: there is no button "${action}"`),
    ...(callbacks > made ? [`cards/${name}.json: the value of a button must be made by press()`] : []),
  ];
}
