import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseDocument } from 'yaml';
import { definitionProblems } from '../app/definitions-file.ts';
import { usageOf } from './manual.ts';
import { complain, operate } from './operate.ts';

/** `external apply FILE`: mistakes are told before anything is asked of Feishu; returns the exit code. */
export async function externalApply(argv: string[]): Promise<number> {
  const [file, ...more] = argv;
  if (file === undefined || file.startsWith('-') || more.length > 0)
    return complain(usageOf('external apply'), 2);
  const content = contentOf(file);
  if ('problems' in content) return complain(content.problems.map((line) => `${line}\n`).join(''), 1);
  const problems = definitionProblems(content.value).map((line) => `  • ${line}\n`);
  if (problems.length > 0) return complain(`${file} can not be applied:\n${problems.join('')}`, 1);
  return operate('external apply', 'external.apply', { content: content.value });
}

/** YAML, of which JSON is a part. */
function contentOf(file: string): { value: unknown } | { problems: string[] } {
  try {
    const document = parseDocument(readFileSync(file, 'utf8'));
    if (document.errors.length > 0)
      return {
        problems: [`${file} is not valid YAML:`, ...document.errors.map((one) => `  ${one.message}`)],
      };
    return { value: document.toJS() };
  } catch (error) {
    return { problems: [`${file} can not be read: ${(error as Error).message}`] };
  }
}

/** `external check`; returns the exit code. */
export async function externalCheck(argv: string[]): Promise<number> {
  try {
    const { values } = parseArgs({
      args: argv,
      options: { system: { type: 'string' }, repair: { type: 'boolean' } },
    });
    return operate('external check', 'external.check', values);
  } catch {
    return complain(usageOf('external check'), 2);
  }
}
