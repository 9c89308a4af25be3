/** A request that is turned away: the status and headers for the sender, the reason for the log. */
export class Rejected extends Error {
  readonly status: number;
  readonly headers: Record<string, string>;
  constructor(status: number, reason: string, headers: Record<string, string> = {}) {
    super(reason);
    this.status = status;
    this.headers = headers;
  }
}
