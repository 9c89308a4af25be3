import type { Logger } from 'pino';
import type { Callback } from '../../external/definitions/body.ts';
import type { ExternalApprovalPort } from '../../feishu/external-approvals.ts';
import type { Db } from '../../store/db.ts';

/** What third-party approvals are kept in step with. */
export interface ExternalParts {
  db: Db;
  log: Logger;
  /** Gives way to people: systems push in thousands. */
  externals: ExternalApprovalPort;
  /** Of the quick-approval callback. */
  callback: Callback;
  /** Those that have a token. */
  systems: string[];
}
