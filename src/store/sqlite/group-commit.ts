import { keepingTrace, untraced } from '../../lib/trace.ts';
import type { Row, Tx, Value } from '../db.ts';
import type { SqliteConnection } from './driver.ts';

interface Waiting {
  run(): Promise<void>;
  /** Settles the caller's promise; returns the channels to wake. */
  settle(commitError?: unknown): string[];
}

const MOST_TURNS = 8;

/**
 * Runs transactions one after the other on one connection. Those that arrive in the same turns of the event loop
 * share one commit, hence one fsync; each has a savepoint of its own and fails alone. Once what was committed is `lost`,
 * all fail.
 */
export function groupCommit(
  connection: SqliteConnection,
  { lost, onNotify }: { lost(): Error | undefined; onNotify(channel: string): void },
) {
  let waiting: Waiting[] = [];
  let flushing: Promise<void> | undefined;
  let loss: Error | undefined;

  /** As long as each turn of the event loop brings more, they can share one commit; one that is alone waits for one turn. */
  async function gather() {
    for (let before = 1, turn = 0; turn < MOST_TURNS; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (waiting.length <= before) return;
      before = waiting.length;
    }
  }

  const schedule = () => {
    flushing ??= untraced(() =>
      gather()
        .then(flush)
        .finally(() => {
          flushing = undefined;
          if (waiting.length > 0) schedule();
        }),
    );
  };

  async function flush() {
    const batch = waiting;
    waiting = [];
    let failure: unknown;
    try {
      if (loss) throw loss;
      connection.exec('begin immediate');
      for (const member of batch) await member.run();
      connection.exec('commit');
      loss = lost();
      if (loss) throw loss;
    } catch (error) {
      failure = error;
      undo(connection);
    }
    const notified = batch.flatMap((member) => member.settle(failure));
    for (const channel of new Set(notified)) onNotify(channel);
  }

  function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      waiting.push(member(connection, keepingTrace(work), resolve, reject));
      schedule();
    });
  }

  /** Resolves once everything that was begun is committed; the next transaction begins in a later turn of the event loop. */
  async function drain() {
    while (flushing) await flushing;
  }

  return { transaction, drain };
}

/** Never throws: a connection that is closed or broken has nothing to undo, and every waiting caller must still be told. */
function undo(connection: SqliteConnection) {
  try {
    if (connection.isTransaction) connection.exec('rollback');
  } catch {
    // The failure that led here says more.
  }
}

function member<T>(
  connection: SqliteConnection,
  work: (tx: Tx) => Promise<T>,
  resolve: (value: T) => void,
  reject: (error: unknown) => void,
): Waiting {
  const notified: string[] = [];
  const prepared = compiler(connection);
  const tx = statements(prepared, notified);
  let outcome: { value: T } | { error: unknown };
  return {
    async run() {
      prepared('savepoint member').run({});
      try {
        outcome = { value: await work(tx) };
      } catch (error) {
        outcome = { error };
        // A full disk may have ended the whole transaction already; then every member of the batch has to fail.
        if (!connection.isTransaction) throw error;
        prepared('rollback to member').run({});
      }
      prepared('release member').run({});
    },
    settle(commitError) {
      if (commitError === undefined && 'value' in outcome) {
        resolve(outcome.value);
        return notified;
      }
      reject(commitError ?? ('error' in outcome ? outcome.error : undefined));
      return [];
    },
  };
}

/** Statements by position on a driver that binds by name (`$1`), each compiled once. */
function statements(prepared: ReturnType<typeof compiler>, notified: string[]): Tx {
  return {
    all: async <T extends Row>(sql: string, ...params: Value[]) => prepared(sql).all(named(params)) as T[],
    run: async (sql, ...params) => Number(prepared(sql).run(named(params)).changes),
    notify: (channel) => void notified.push(channel),
  };
}

const compilers = new WeakMap<SqliteConnection, Map<string, ReturnType<SqliteConnection['prepare']>>>();

function compiler(connection: SqliteConnection) {
  const cache = compilers.get(connection) ?? new Map<string, ReturnType<SqliteConnection['prepare']>>();
  compilers.set(connection, cache);
  return (sql: string) => {
    const known = cache.get(sql);
    if (known) return known;
    const fresh = connection.prepare(sql);
    cache.set(sql, fresh);
    return fresh;
  };
}

function named(params: Value[]): Record<string, Value> {
  return Object.fromEntries(params.map((value, index) => [`$${index + 1}`, value]));
}
