import { codes } from '../../feishu/gateway/codes.ts';
import { adviceIn, FeishuRefusal, isRefusal, scopesIn } from '../../feishu/gateway/errors.ts';
import type { Check, Need } from './check.ts';
import { checks } from './checks/index.ts';
import { machineChecks } from './checks/machine.ts';
import { type Finding, type Voice, voice } from './finding.ts';
import { type Links, linksOf } from './links.ts';
import type { Bare, Patient } from './patient.ts';

const LACKS: Record<Need, string> = {
  token: 'not looked at: Feishu gives no access token',
  facts: 'not looked at: the database can not be used',
};

/** Looks at everything, each thing once; what fails to be looked at is told as unknown. Never throws. */
export async function examine(patient: Patient, all: Check[] = checks): Promise<Finding[]> {
  const lacking = new Set<Need>();
  const early = new Map<Check, Finding[]>();
  for (const check of all.filter(({ first }) => first))
    early.set(check, await look(check, patient, patient.links, lacking));
  await patient.facts().catch(() => lacking.add('facts'));
  await patient.feishu.gateway.checkToken().catch(() => lacking.add('token'));
  const looks = all.map((check) => early.get(check) ?? look(check, patient, patient.links, lacking));
  return (await Promise.all(looks)).flat();
}

/** The same where the settings can't be used, which have these `problems`, each beginning with a name. */
export async function examineBare(bare: Bare, problems: readonly string[]): Promise<Finding[]> {
  const usual = { required: true, breaks: 'the bot does not start', link: '.env' };
  const settings = problems.map((problem) => {
    const [of = '', ...words] = problem.split(' ');
    return voice('setting', usual).fails(words.join(' '), { of });
  });
  const nowhere = linksOf('', '', '');
  const looks = machineChecks.map((check) => look(check, bare, nowhere, new Set()));
  return [...settings, ...(await Promise.all(looks)).flat()];
}

async function look<P>(
  check: Check<P>,
  patient: P,
  links: Links,
  lacking: ReadonlySet<Need>,
): Promise<Finding[]> {
  const { name, breaks, required, needs } = check;
  const say = voice(name, { breaks, required, link: check.page(links) });
  const lacks = needs.find((need) => lacking.has(need));
  if (lacks) return [say.unknown(LACKS[lacks], { required: false })];
  try {
    return await check.look(patient, say);
  } catch (error) {
    return [unreadable(error, say, links)];
  }
}

/** What can't be asked, with what would let it be asked. */
function unreadable(error: unknown, say: Voice, links: Links): Finding {
  if (isRefusal(error, codes.missingScope)) {
    const wanted = scopesIn(error.reason).join(', ');
    return say.unknown(`Feishu does not let this app ask: it takes one of the scopes ${wanted}`, {
      breaks: undefined,
      mend: 'grant one of them to have it looked at',
      link: links.console('auth'),
    });
  }
  const says =
    error instanceof FeishuRefusal ? `Feishu refuses to tell: ${error.code} ${error.reason}` : String(error);
  return say.unknown(says, { breaks: undefined, mend: adviceIn(error) });
}
