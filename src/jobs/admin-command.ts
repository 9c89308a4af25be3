/** What an operator can ask for. */
export interface AdminCommand {
  /** The queues in which it causes jobs, which then are done by whoever runs. */
  queues: string[];
  /** Whether its jobs cause further ones in these queues: then whatever is in them is waited for. */
  further?: boolean;
  /** Each `say` is a line of the answer. Throws when it can't be done. */
  run(args: Record<string, unknown>, say: (line: string) => void): Promise<void>;
}
