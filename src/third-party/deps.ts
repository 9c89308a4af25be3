import type { Logger } from 'pino';
import type { DirectoryPort } from '../feishu/directory.ts';
import type { ThirdPartyApprovalPort } from '../feishu/third-party-approvals.ts';
import type { Db } from '../store/db.ts';
import type { Callback } from './definitions/body.ts';

/** What third-party approvals are kept in step with. */
export interface ThirdPartyDeps {
  db: Db;
  log: Logger;
  /** Gives way to people: systems push in thousands. */
  thirdParty: ThirdPartyApprovalPort;
  directory: Pick<DirectoryPort, 'absent' | 'openIdOf'>;
  /** Of the quick-approval callback. */
  callback: Callback;
  /** Those that have a token. */
  systems: string[];
}
