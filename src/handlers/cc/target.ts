import type { IncomingMessage } from '../../dispatch/feature.ts';
import type { ApprovalPort } from '../../feishu/approvals.ts';
import { FeishuRefusal } from '../../feishu/gateway/errors.ts';
import type { ListedInstance } from '../../feishu/listed.ts';
import type { Tx } from '../../store/db.ts';
import { cardIsAbout } from '../../store/tables/card-messages.ts';
import { instancesOfSerial } from '../../store/tables/seen-instances.ts';
import { mayCopy } from './access.ts';
import type { InstanceWords, Numeral } from './arguments.ts';
import type { Recent } from './recent.ts';

export type Target =
  | { kind: 'instance'; instanceCode: string; comment: string }
  | { kind: 'choose'; from: ListedInstance[]; comment: string }
  | { kind: 'unknown' };

interface TargetParts {
  db: Pick<Tx, 'all'>;
  approvals: ApprovalPort;
  admins: string[];
  recent(openId: string): Promise<Recent>;
}

/** Which instance is meant: the one named, else the one of the card replied to, else the sender chooses. */
export function findTarget(parts: TargetParts) {
  const { db, recent } = parts;

  async function repliedTo(message: IncomingMessage): Promise<string | undefined> {
    for (const id of [message.parentId, message.rootId]) {
      const instance = id && (await cardIsAbout(db, id));
      if (instance) return instance;
    }
    return undefined;
  }

  /** By the first number that means an instance; several instances of one number are offered. */
  async function numbered(numbers: Numbered[], openId: string, lists: () => Promise<Recent>) {
    for (const { number, comment } of numbers) {
      const from = await byNumber(parts, number, openId, lists);
      const [only] = from;
      if (from.length > 1) return { kind: 'choose', from, comment } as const;
      if (only) return { kind: 'instance', instanceCode: only.instanceCode, comment } as const;
    }
    return undefined;
  }

  return async (args: InstanceWords, message: IncomingMessage): Promise<Target> => {
    const { instance, numbers, comment } = args;
    if (instance && !isNumber(instance)) return { kind: 'instance', instanceCode: instance, comment };
    const lists = once(() => recent(message.sender));
    const named = await numbered(instance ? [{ number: instance, comment }] : numbers, message.sender, lists);
    if (named) return named;
    const replied = instance ? undefined : await repliedTo(message);
    if (replied) return { kind: 'instance', instanceCode: replied, comment };
    if (instance || numbers[0]?.leads) return { kind: 'unknown' };
    return { kind: 'choose', from: (await lists()).found, comment };
  };
}

type Numbered = Pick<Numeral, 'number' | 'comment'>;
const isNumber = (text: string) => /^\d+$/.test(text);

/**
 * Definitions number alike, so the sender's own lists come first; only then what the bot has seen elsewhere, as far as
 * the sender may copy it. When nothing is found in lists that are incomplete, their failure is thrown.
 */
async function byNumber(parts: TargetParts, number: string, openId: string, lists: () => Promise<Recent>) {
  const { found, failure } = await lists();
  const own = found.filter((one) => one.serialNumber === number || one.instanceId === number);
  if (own.length > 0) return own;
  const seen = await seenByOthers(parts, number, openId);
  if (seen.length === 0 && failure !== undefined) throw failure;
  return seen;
}

async function seenByOthers({ db, approvals, admins }: TargetParts, number: string, openId: string) {
  const usable: ListedInstance[] = [];
  for (const code of await instancesOfSerial(db, number)) {
    const instance = await approvals.instance(code).catch((error) => {
      if (error instanceof FeishuRefusal) return undefined;
      throw error;
    });
    if (instance && mayCopy(openId, instance, admins)) usable.push({ ...instance, instanceId: '' });
  }
  return usable;
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}
