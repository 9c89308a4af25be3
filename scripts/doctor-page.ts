import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../src/lib/project-root.ts';
import type { Check } from '../src/ops/doctor/check.ts';
import { checks } from '../src/ops/doctor/checks/index.ts';
import { linksOf } from '../src/ops/doctor/links.ts';

const INTRODUCTION = `# What doctor looks at

\`feishu-approval-bot doctor\` says of each of these whether it is right (✓), wrong (✗) or can't be known (?), what doesn't work without
it and on which page it is mended. It runs beside a running bot or without one, and changes nothing; \`--fix\` mends what the last column
names, and publishes a version for what needs one; \`--json\` prints all of it for a program. It exits with 1 while something that is
required is wrong.

What Feishu does not tell (what is left of the month's quota, the IP list, on which way the console sends events) is inferred from what the
bot has met: codes of refused calls, events that have come, and its own count of the month's calls by what they were for.

A bot that runs looks at the same at its start and once a day, and logs what is wrong. When a setting fails somebody (a scope, the
availability or the contact range, an event), \`ADMIN_OPEN_IDS\` get a card about it, at most once a day for each cause.

\`--probe\` finds out what no page of Feishu tells: whom \`search_cc\` means, whether \`approval_cc\` follows a copy of the bot's own, how a CC
stands in a timeline, in which order lists come, whether cards are taken. It says first what it would do (copy the latest approval of the
first definition of \`APPROVAL_CODES\` between the first two of \`ADMIN_OPEN_IDS\`, and send a few cards) and asks; \`--yes\` agrees. The bot copes
with all answers by itself: \`probe-report.json\`, which names nobody, is for bug reports, and its \`variants\` have the sandbox behave alike.

This page is written by \`npm run docs\`.
`;

const links = linksOf('https://open.feishu.cn', 'https://www.feishu.cn', '…');

const row = ({ name, looksAt, breaks, required, fixable, ...check }: Check): string => {
  const page = check.page(links);
  const shown = page === '.env' ? '`.env`' : page.includes('…') ? `\`${page}\`` : `<${page}>`;
  return `| ${name} | ${looksAt} | ${breaks} | ${required ? 'yes' : ''} | ${shown} | ${fixable ? 'yes' : ''} |`;
};

/** The page `docs/doctor.md`. */
export function doctorPage(): string {
  const head =
    '| check | looks at | without it | required | mended at | `--fix` |\n|---|---|---|---|---|---|';
  return `${INTRODUCTION}\n${head}\n${checks.map(row).join('\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(join(projectRoot(), 'docs', 'doctor.md'), doctorPage());
