import { CODES, describePath, type Finding } from './finding.ts';
import { formProblems } from './form-rules.ts';
import { limitProblems } from './limit-rules.ts';
import { markdownProblems } from './markdown-rules.ts';
import { mediaProblems } from './media-rules.ts';
import { referenceProblems } from './reference-rules.ts';
import { shapeProblems } from './shape-rules.ts';

export type { Finding } from './finding.ts';

/**
 * Everything for which Feishu would refuse this card (Card JSON 2.0), in the order of its rules; empty when it
 * takes it. The codes are the inner codes of 230099, except 230025 for a card that no body of 30 KB holds.
 * `isKnownUser` answers for open_id, union_id and user_id alike.
 */
export function checkCard(card: unknown, isKnownUser: (id: string) => boolean): Finding[] {
  if (typeof card !== 'object' || card === null || Array.isArray(card)) {
    return [{ code: CODES.unreadable, path: 'ROOT', message: 'parse card json err: not an object' }];
  }
  const problems = [
    ...shapeProblems(card),
    ...limitProblems(card),
    ...formProblems(card),
    ...referenceProblems(card),
    ...mediaProblems(card),
    ...markdownProblems(card, isKnownUser),
  ];
  return problems.map(({ code, path, message }) => ({ code, path: describePath(card, path), message }));
}
