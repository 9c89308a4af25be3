import { readDefinitions } from '../third-party/definitions/read.ts';
import { readable } from '../third-party/push/problems.ts';

/** What is wrong with a file of third-party definitions, a line each; none where it can be applied. */
export function definitionProblems(content: unknown): string[] {
  const read = readDefinitions(content);
  if (!('problems' in read)) return [];
  return read.problems.map(({ path, detail }) => `${readable(path) || 'the file'} ${detail}`);
}
