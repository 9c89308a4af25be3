import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../src/lib/project-root.ts';
import { type Description, type Operation, unnamed } from './description.ts';
import { pick } from './explorer.ts';
import { slim, type Written } from './schema.ts';

const PACKAGE = '@larksuiteoapi/lark-mcp';
const VERSION = '0.5.1';
const TOOLS = 'package/dist/mcp-tool/tools/zh/gen-tools/zod';

interface Tool {
  readonly path: string;
  readonly httpMethod: string;
  readonly schema: { readonly data?: z.ZodType; readonly params?: z.ZodType };
}

/** Unpacks the package without installing it: one of its dependencies wants a compiler or a download. */
function unpacked(folder: string): string {
  execFileSync('npm', ['pack', '--silent', `${PACKAGE}@${VERSION}`], { cwd: folder });
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  execFileSync('tar', ['-xzf', archive], { cwd: folder });
  // Its schemas need nothing but zod, and build with ours, which can write them as JSON Schema.
  symlinkSync(join(projectRoot(), 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

function toolsOf(folder: string): Tool[] {
  const require = createRequire(join(folder, TOOLS, 'index.js'));
  return readdirSync(join(folder, TOOLS))
    .filter((name) => name.endsWith('.js'))
    .flatMap((name) => Object.values<Tool>(require(`./${name}`)))
    .filter((tool) => typeof tool?.path === 'string');
}

function slimZod(schema: z.ZodType) {
  const written = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  return slim(written as Written, () => ({}));
}

function operationOf({ schema: { data, params } }: Tool): Operation {
  return {
    query: params ? slimZod(params) : { type: 'object', properties: {} },
    ...(data && { body: slimZod(data) }),
  };
}

/** What the official MCP server says of the operations' requests: from its schemas in zod. */
export function fromLarkMcp(operations: readonly string[]): Description {
  const folder = mkdtempSync(join(tmpdir(), 'lark-mcp-'));
  try {
    const tools = toolsOf(unpacked(folder));
    const wanted = new Set(operations.map(unnamed));
    const known = new Map<string, Operation>();
    for (const tool of tools) {
      const name = unnamed(`${tool.httpMethod} ${tool.path}`);
      if (wanted.has(name)) known.set(name, operationOf(tool));
    }
    const [, copyright] =
      /^(Copyright .*)$/m.exec(readFileSync(join(folder, 'package/LICENSE'), 'utf8')) ?? [];
    return {
      source: `https://www.npmjs.com/package/${PACKAGE}`,
      version: VERSION,
      licence: `MIT, ${copyright}`,
      operations: pick(operations, known),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
