/** The database can't be used as it is; the message tells the operator why and what to do. */
export class DatabaseUnusable extends Error {}

/** PostgreSQL's text can hold every character but NUL. */
export const storable = (value: Value): Value =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;

export type Value = string | number | null;
export type Row = Record<string, Value>;

/** Statements inside one transaction. Await nothing but these in between: the transaction stays open meanwhile. */
export interface Tx {
  /** Runs one statement (`$1`, `$2` … are its parameters) and returns its rows. */
  all<T extends Row = Row>(sql: string, ...params: Value[]): Promise<T[]>;
  /** Runs one statement and returns how many rows it changed. */
  run(sql: string, ...params: Value[]): Promise<number>;
  /** Wakes the listeners of `channel`, in this process and in others, once the transaction is committed. */
  notify(channel: string): void;
}

/** The one seam to a database: an engine implements this and runs the same SQL as every other engine. */
export interface Db {
  /** Whether no other process can use this database while this one does. */
  readonly exclusive: boolean;
  /** The few words in which the engines differ. */
  readonly dialect: Dialect;
  /**
   * Durable when it resolves; nothing of it happened when it rejects (unless the connection to a server broke during the
   * commit). May run `work` again after a deadlock. A `patient` one has no limit of time for each statement, as a new index
   * may need or the wait for a lock.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: { patient: boolean }): Promise<T>;
  /** One statement as a transaction of its own. */
  all<T extends Row = Row>(sql: string, ...params: Value[]): Promise<T[]>;
  run(sql: string, ...params: Value[]): Promise<number>;
  /** Calls `wake` after a `notify` on this channel; returns the way to stop. */
  listen(channel: string, wake: () => void): () => void;
  /** What the database had better not do while much is to be written; to be called every few seconds when little is. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

export interface Dialect {
  /** Column type of an ascending integer key. */
  serial: string;
  /** Appended to a claiming sub-select, so that two replicas never wait for the same row. */
  skipLocked: string;
  /** A value that is the larger of two numbers. */
  greatest: string;
  /** A column of texts as JSON, to be followed by `->` and `->>`. */
  json(column: string): string;
  /** The entries of a list in JSON, to select from, each as `entry.value`; none where it is null. */
  jsonList(list: string): string;
  /** Run first in a migration's transaction: waits until no other replica migrates. Empty where only one can. */
  migrationLock: string;
  /**
   * Every column of every table: `table_name`, `column_name`, `key_place` (its place in the primary key, from 1; else 0)
   * and the `sequence` that numbers it, or null.
   */
  columns: string;
  /**
   * Says in `granted` whether no bot runs on the database, and keeps bots away until the transaction ends. Empty where
   * whoever has opened the database is the only one.
   */
  exclusiveUse: string;
}

/** The single row of a statement that returns exactly one, or undefined for none. */
export async function one<T extends Row>(db: Pick<Tx, 'all'>, sql: string, ...params: Value[]) {
  return (await db.all<T>(sql, ...params))[0];
}
