import { vi } from 'vitest';

/** Runs a command: its exit code, and what stands on the terminal. */
export async function run(
  command: (argv: string[]) => Promise<number>,
  ...argv: string[]
): Promise<[number, string]> {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const code = await command(argv);
  return [code, written.mock.calls.map(([text]) => String(text)).join('')];
}
