import type { LeftOutView } from '../../cards/views.ts';
import type { ApprovalInstance } from '../../feishu/approval-instance.ts';
import type { Absent } from '../../feishu/directory.ts';
import { codes, NOBODY } from '../../feishu/gateway/codes.ts';
import { isFinal, isRefusal } from '../../feishu/gateway/errors.ts';
import type { Writes } from '../../jobs/perform.ts';
import { type CcRequest, reopenChoice } from '../../store/tables/cc-requests.ts';
import type { CcDeps } from './deps.ts';
import { askForRest } from './rest.ts';

/** Feishu names nobody in these, and has copied to nobody. */
const ABOUT_PEOPLE = [codes.badParameter, codes.personUnknown, codes.notAllowed, ...NOBODY];

const NOBODY_ABSENT: Absent = { gone: [], unknown: [] };
export const countOf = ({ gone, unknown }: Absent): number => gone.length + unknown.length;

/** Copies an instance to these people, or returns those of them because of whom Feishu won't: then nobody has got it. */
export async function send(
  { approvals, directory }: Pick<CcDeps, 'approvals' | 'directory'>,
  { sender: by, comment }: CcRequest,
  { approvalCode, instanceCode }: ApprovalInstance,
  to: string[],
): Promise<Absent> {
  try {
    await approvals.cc({ approvalCode, instanceCode, by, to, comment });
    return NOBODY_ABSENT;
  } catch (error) {
    const refused = isRefusal(error, ...ABOUT_PEOPLE) ? await absent(directory, to) : NOBODY_ABSENT;
    if (countOf(refused) > 0 && countOf(refused) < to.length) return refused;
    throw error;
  }
}

/** A directory that the app may not ask names nobody. */
async function absent(directory: CcDeps['directory'], people: string[]): Promise<Absent> {
  try {
    return await directory.absent(people);
  } catch (error) {
    if (isFinal(error)) return NOBODY_ABSENT;
    throw error;
  }
}

const leftOutOf = ({ gone, unknown }: Absent): LeftOutView => ({
  unseen: null,
  outsiders: null,
  gone: gone.length > 0 ? gone : null,
  unknown: unknown.length || null,
});

/** Gives the request back to its sender, who says whether the others are to get it. */
export const withoutThem =
  (
    deps: Pick<CcDeps, 'cards'>,
    request: CcRequest,
    instanceCode: string,
    people: string[],
    absent: Absent,
  ): Writes =>
  async (tx) => {
    const recipients = people.filter((openId) => ![...absent.gone, ...absent.unknown].includes(openId));
    if (await reopenChoice(tx, request.id, recipients))
      await askForRest(tx, deps.cards, { ...request, recipients }, instanceCode, leftOutOf(absent));
  };
