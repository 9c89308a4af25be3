import { readFileSync, statSync } from 'node:fs';
import type { Logger } from 'pino';
import { ConfigError } from '../config/config.ts';
import { readSettings, type Settings } from '../config/settings-file.ts';
import type { Remarks } from '../ops/health.ts';
import type { SummaryRules } from '../summary/rules.ts';

const USUAL = './settings.yml';
/** More is no file of settings. */
const MOST_BYTES = 1024 * 1024;

/** The settings of a file, as they are now. */
export interface KeptSettings {
  current(): Settings;
  /** Takes what has changed since the last look; a broken file keeps what is in force. */
  look(): void;
  /** Why what stands in the file is not in force; empty while it is. */
  problems(): readonly string[];
}

/**
 * Follows the file of settings, which need not be there unless it was named. Throws `ConfigError` when it can't be used from
 * the start: there is nothing that could stay in force.
 */
export function keptSettings(named: string | undefined, log: Logger): KeptSettings {
  const path = named ?? USUAL;
  let settings: Settings = {};
  let problems: string[] = [];
  let seen: string | undefined;

  const read = (): { settings: Settings } | { problems: string[] } => {
    try {
      if (statSync(path).size > MOST_BYTES) return { problems: [`is larger than ${MOST_BYTES} bytes`] };
      return readSettings(readFileSync(path, 'utf8'));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' && named === undefined) return { settings: {} };
      return { problems: [code === 'ENOENT' ? 'is not there' : message] };
    }
  };
  const take = () => {
    const found = read();
    problems = 'problems' in found ? found.problems : [];
    if ('settings' in found) settings = found.settings;
  };

  seen = stateOf(path);
  take();
  if (problems.length > 0) throw broken(path, problems);
  return {
    current: () => settings,
    problems: () => problems,
    look() {
      const now = stateOf(path);
      if (now === seen) return;
      seen = now;
      take();
      if (problems.length > 0)
        log.error({ file: path, problems }, 'the settings file is broken: what was in force before stays so');
      else log.info({ file: path }, 'settings read anew');
    },
  };
}

/** What `/readyz` says besides: of the settings file where what stands in it is not in force. */
export const remarksOf = ({ problems }: Pick<KeptSettings, 'problems'>, others: Remarks): Remarks => ({
  settings: () =>
    problems().length === 0 ? undefined : `broken, what was before stays: ${problems().join('; ')}`,
  ...others,
});

/** Changes with the file; empty while there is none. */
function stateOf(path: string): string {
  const state = statSync(path, { bigint: true, throwIfNoEntry: false });
  return state ? [state.ino, state.size, state.mtimeNs].join(' ') : '';
}

function broken(path: string, problems: string[]): ConfigError {
  const lines = problems.map((problem) => `SETTINGS_FILE ${path}: ${problem}`);
  const listed = lines.map((line) => `  • ${line}`).join('\n');
  return new ConfigError(
    `feishu-approval-bot can not start. Please mend these settings:\n\n${listed}`,
    lines,
  );
}

/** What the file says of a definition's approvals; `default` stands for all it does not name. */
export const summaryRules =
  ({ current }: Pick<KeptSettings, 'current'>): SummaryRules =>
  (approvalCode) => {
    const { summary = {} } = current();
    return { ...summary.default, ...summary[approvalCode] };
  };
