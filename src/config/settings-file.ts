import { isNode, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import { z } from 'zod';

const roles = ['initiator', 'approvers', 'copied'] as const;
const role = z.enum(roles, { error: `must be one of ${roles.join(', ')}` });

/** What the lists say approvals of a definition are about. */
const summary = z.strictObject({
  /** By name or id, in the order in which they are told. */
  fields: z.array(z.string().min(1).max(100)).max(10).optional(),
  /** Who is told. */
  visible: z.array(role).optional(),
});

const key = z
  .string()
  .regex(/^(default|[A-Za-z0-9-]{8,64})$/, 'must be the code of an approval definition, or default');
const schema = z.strictObject({ summary: z.record(key, summary).optional() });

/** What does not fit a variable. */
export type Settings = z.infer<typeof schema>;

/** The settings in a file's text, or what is wrong with them, each with its line. */
export function readSettings(text: string): { settings: Settings } | { problems: string[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number, message: string) => `line ${lines.linePos(offset).line}: ${message}`;
  if (document.errors.length > 0)
    return { problems: document.errors.map(({ pos, message }) => at(pos[0], message)) };
  const value = contentOf(document);
  if (value === UNFOLDS) return { problems: [at(0, 'its aliases unfold to more than anybody would write')] };
  const read = schema.safeParse(value ?? {});
  if (read.success) return { settings: read.data };
  return {
    problems: read.error.issues.flatMap((issue) =>
      // A name that is not known stands where it was written, not where it is missing.
      (issue.code === 'unrecognized_keys' ? issue.keys : [undefined]).map((name) => {
        const path = name === undefined ? issue.path : [...issue.path, name];
        const message = name === undefined ? said(issue) : 'is no setting';
        return at(offsetOf(document.contents, path), `${path.join('.') || 'the file'} ${message}`);
      }),
    ),
  };
}

const said = (issue: z.core.$ZodIssue): string =>
  issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;

const UNFOLDS = Symbol('aliases of aliases');

function contentOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS();
  } catch {
    return UNFOLDS;
  }
}

/** Where the last part of a path that there is was written. */
function offsetOf(contents: ParsedNode | null, path: PropertyKey[]): number {
  let node: unknown = contents;
  let offset = contents?.range[0] ?? 0;
  for (const part of path) {
    const pairs = (node as { items?: unknown[] } | null)?.items ?? [];
    const found = pairs.find((pair, index) => nameIn(pair) === part || index === part);
    if (found === undefined) break;
    const { key: name = found, value = found } = found as { key?: unknown; value?: unknown };
    if (isNode(name) && name.range) offset = name.range[0];
    node = value;
  }
  return offset;
}

const nameIn = (pair: unknown) => (pair as { key?: { value?: unknown } }).key?.value;
