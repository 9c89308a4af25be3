import type { ApprovalStatus } from '../../page/protocol.ts';
import { tagColors } from '../card/colors.ts';
import { t } from '../store.ts';

const COLORS: Readonly<Record<ApprovalStatus, string>> = {
  PENDING: 'blue',
  APPROVED: 'green',
  REJECTED: 'red',
  CANCELED: 'neutral',
  DELETED: 'neutral',
};

export function Status({ status }: { status: ApprovalStatus }) {
  return (
    <span class="text-tag" style={tagColors(COLORS[status])}>
      {t(status)}
    </span>
  );
}
