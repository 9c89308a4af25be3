import type { IncomingMessage } from '../../dispatch/feature.ts';
import type { ListedInstance } from '../../feishu/listed.ts';
import type { Tx } from '../../store/db.ts';
import { cardIsAbout } from '../../store/tables/card-messages.ts';
import { instanceOfSerial } from '../../store/tables/seen-instances.ts';
import type { InstanceWords } from './arguments.ts';

export type Target =
  | { kind: 'instance'; instanceCode: string; comment: string }
  | { kind: 'choose'; from: ListedInstance[] }
  | { kind: 'unknown' };

/** Which instance is meant: the one named, else the one of the card replied to, else the sender chooses. */
export function findTarget(parts: {
  db: Pick<Tx, 'all'>;
  recent(openId: string): Promise<ListedInstance[]>;
}) {
  const { db, recent } = parts;

  async function repliedTo(message: IncomingMessage): Promise<string | undefined> {
    for (const id of [message.parentId, message.rootId]) {
      const instance = id && (await cardIsAbout(db, id));
      if (instance) return instance;
    }
    return undefined;
  }

  async function byNumber(number: string, openId: string): Promise<string | undefined> {
    const seen = await instanceOfSerial(db, number);
    if (seen) return seen;
    const matching = (await recent(openId)).filter(
      (one) => one.serialNumber === number || one.instanceId === number,
    );
    return matching.length === 1 ? matching[0]?.instanceCode : undefined;
  }

  return async (args: InstanceWords, message: IncomingMessage): Promise<Target> => {
    const { instance, maybeSerial, comment } = args;
    if (instance) {
      const instanceCode = /^\d+$/.test(instance) ? await byNumber(instance, message.sender) : instance;
      return instanceCode ? { kind: 'instance', instanceCode, comment } : { kind: 'unknown' };
    }
    const serial = maybeSerial && (await byNumber(maybeSerial, message.sender));
    if (serial)
      return { kind: 'instance', instanceCode: serial, comment: comment.slice(maybeSerial.length).trim() };
    const replied = await repliedTo(message);
    if (replied) return { kind: 'instance', instanceCode: replied, comment };
    if (maybeSerial) return { kind: 'unknown' };
    return { kind: 'choose', from: await recent(message.sender) };
  };
}
