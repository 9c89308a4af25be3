import { fast, type Limit, slow } from './limits.ts';

interface Endpoint {
  /** How often it may be called in all. */
  rate: ((name: string) => Limit) | undefined;
  /** Whether a call changes nothing; whether the same one twice has one effect, and so is repeated after a lost answer. */
  effect: 'none' | 'repeatable' | 'once';
}

const reads = (rate?: Endpoint['rate']): Endpoint => ({ rate, effect: 'none' });
const repeatable = (rate: Endpoint['rate']): Endpoint => ({ rate, effect: 'repeatable' });
const once = (rate: Endpoint['rate']): Endpoint => ({ rate, effect: 'once' });

/** What the gateway calls, by the names that limits, errors, metrics and the log have for it. */
const table = {
  'application.ability': once(fast),
  'application.app_version.get': reads(fast),
  'application.app_version.list': reads(fast),
  'application.config': once(fast),
  'application.get': reads(fast),
  'application.publish': once(fast),
  'application.scope.apply': once(fast),
  'application.scope.list': reads(fast),
  'application.slash_command.create': once(slow),
  'application.slash_command.list': reads(slow),
  'application.slash_command.patch': once(slow),
  'application.visibility': reads(fast),
  'approval.approval.subscribe': repeatable(slow),
  'approval.district.search': reads(slow),
  'approval.external_approval.create': repeatable(fast),
  /** `update_time` tells a repetition apart. */
  'approval.external_instance.create': repeatable(fast),
  'approval.external_instance.check': reads(fast),
  'approval.external_task.list': reads(fast),
  'approval.file.upload': repeatable(slow),
  'approval.get': reads(slow),
  /** A second withdrawal is refused: whoever asks has to look first what became of the first. */
  'approval.instance.cancel': once(slow),
  /** Feishu offers no idempotency key here. */
  'approval.instance.cc': once(slow),
  'approval.v2.instance.cc': once(slow),
  /** One instance for each `uuid`. */
  'approval.instance.create': repeatable(slow),
  'approval.v2.instance.create': repeatable(slow),
  'approval.instance.get': reads(fast),
  'approval.instance.preview': reads(slow),
  'approval.instance.query': reads(fast),
  'approval.instance.search_cc': reads(fast),
  'approval.task.query': reads(fast),
  'bot.info': reads(),
  'contact.department.batch': reads(fast),
  'contact.department.children': reads(fast),
  'contact.department.parent': reads(fast),
  'contact.functional_role.member.get': reads(slow),
  'contact.group.member_belong': reads(fast),
  'contact.scope.list': reads(fast),
  'contact.user.batch': reads(fast),
  'contact.user.batch_get_id': reads(fast),
  'contact.user.find_by_department': reads(fast),
  'contact.user.get': reads(fast),
  /** A lost answer ends the call, so that the sender's ledger hears of it; it is the sender who repeats it. */
  'im.message.create': once(fast),
  'im.message.reply': once(fast),
  'im.message.get': reads(fast),
  'im.message.patch': repeatable(fast),
  'im.message.resource.get': reads(fast),
};

export type EndpointName = keyof typeof table;

export const endpoints: Readonly<Record<EndpointName, Endpoint>> = table;
