import { type AnyInstance, takesPart } from '../../third-party/instance/as-instance.ts';

/** Whoever takes part in an instance may copy it: its initiator, its approvers, those it was copied to; and administrators. */
export const mayCopy = (
  person: string,
  instance: Pick<AnyInstance, 'initiator' | 'approvers' | 'ccs'>,
  admins: string[],
): boolean => takesPart(instance, person) || admins.includes(person);
