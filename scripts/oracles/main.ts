// Derives what Feishu says of the operations that the sandbox has, for test/oracles. `npm run oracles -- explorer FOLDER` reads
// the documents of https://github.com/dayongxie/lark-openapi-spec in FOLDER; `npm run oracles -- lark-mcp` packs that from npm.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endpoints } from '../../sandbox/platform/endpoints.ts';
import { projectRoot } from '../../src/lib/project-root.ts';
import { asText, type Description } from './description.ts';
import { fromExplorer } from './explorer.ts';
import { fromLarkMcp } from './lark-mcp.ts';

const operations = endpoints.map(({ method, path }) => `${method} ${path}`);

function describe(source: string | undefined, folder: string | undefined): Description {
  if (source === 'explorer' && folder !== undefined) return fromExplorer(folder, operations);
  if (source === 'lark-mcp') return fromLarkMcp(operations);
  throw new Error('usage: npm run oracles -- explorer FOLDER | npm run oracles -- lark-mcp');
}

const [, , source, folder] = process.argv;
const description = describe(source, folder);
writeFileSync(join(projectRoot(), 'test', 'oracles', `${source}.json`), asText(description));
