import type { ApprovalInstance } from '../../feishu/approval-instance.ts';
import { codes } from '../../feishu/gateway/codes.ts';
import { isFinal, isRefusal } from '../../feishu/gateway/errors.ts';
import type { Writes } from '../../jobs/perform.ts';
import { type CcRequest, reopenChoice } from '../../store/tables/cc-requests.ts';
import type { CcParts } from './parts.ts';
import { askForRest } from './rest.ts';

/** Feishu names nobody in these, and has copied to nobody. */
const ABOUT_PEOPLE = [codes.badParameter, codes.personUnknown, codes.notAllowed];

/** Copies an instance to these people, or returns those of them because of whom Feishu won't: then nobody has got it. */
export async function send(
  { approvals, directory }: Pick<CcParts, 'approvals' | 'directory'>,
  { sender: by, comment }: CcRequest,
  { approvalCode, instanceCode }: ApprovalInstance,
  to: string[],
): Promise<string[]> {
  try {
    await approvals.cc({ approvalCode, instanceCode, by, to, comment });
    return [];
  } catch (error) {
    const refused = isRefusal(error, ...ABOUT_PEOPLE) ? await absent(directory, to) : [];
    if (refused.length > 0 && refused.length < to.length) return refused;
    throw error;
  }
}

/** A directory that the app may not ask names nobody. */
async function absent(directory: CcParts['directory'], people: string[]): Promise<string[]> {
  try {
    return await directory.absent(people);
  } catch (error) {
    if (isFinal(error)) return [];
    throw error;
  }
}

/** Gives the request back to its sender, who says whether the others are to get it. */
export const withoutThem =
  (parts: CcParts, request: CcRequest, instanceCode: string, people: string[], gone: string[]): Writes =>
  async (tx) => {
    const recipients = people.filter((openId) => !gone.includes(openId));
    if (await reopenChoice(tx, request.id, recipients))
      await askForRest(tx, parts.cards, { ...request, recipients }, instanceCode, { gone });
  };
