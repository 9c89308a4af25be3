/** What JSON Schema says of a value, in the few words that the descriptions of Feishu's API use. */
export interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  /** Absent where any property is right. */
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly (string | number)[];
}

/** One operation; what its source does not tell is absent. */
export interface Operation {
  readonly query?: Schema;
  readonly body?: Schema;
  /** The whole body of a success. */
  readonly answer?: Schema;
  /** Any one of these suffices. */
  readonly scopes?: readonly string[];
  /** Scopes without which some fields of the answer are left out. */
  readonly fieldScopes?: readonly string[];
  /** HTTP status of each code in its error table. */
  readonly errors?: Readonly<Record<string, number>>;
  /** Level on Feishu's page of rate limits. */
  readonly tier?: number;
}

export interface Description {
  readonly source: string;
  readonly version: string;
  readonly licence: string;
  /** By method and path, as `GET /open-apis/approval/v4/instances/:instance_id`. */
  readonly operations: Readonly<Record<string, Operation>>;
}

/** How two sources name the same operation: without the names of its path's parameters. */
export function unnamed(operation: string): string {
  return operation.replace(/\{[^}]*\}|:\w+/g, '*');
}

/** One line an operation, for a readable difference when a source has changed. */
export function asText({ operations, ...head }: Description): string {
  const lines = Object.entries(operations).map(
    ([name, operation]) => `    ${JSON.stringify(name)}: ${JSON.stringify(operation)}`,
  );
  const fields = Object.entries(head).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`,
  );
  return `{\n${fields.join('\n')}\n  "operations": {\n${lines.join(',\n')}\n  }\n}\n`;
}
