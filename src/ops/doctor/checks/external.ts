import type { Check } from '../check.ts';
import type { Finding, Voice } from '../finding.ts';
import { PAGES } from '../links.ts';
import type { Patient } from '../patient.ts';

const webhooks: Check = {
  name: 'webhook',
  needs: [],
  looksAt: 'each address of EXTERNAL_WEBHOOKS answers, and turns away what is not signed',
  breaks: 'what people decide in Feishu does not reach the system, or anybody can decide in their names',
  required: true,
  page: () => PAGES.webhooks,
  async look(patient, say) {
    const all = Object.entries(patient.settings.EXTERNAL_WEBHOOKS);
    if (all.length === 0) return [say.ok('none is set')];
    return Promise.all(all.map(([system, url]) => knock(patient, { system, url }, say)));
  },
};

/** An address may carry a key behind its path. */
function shown(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/** Without a signature, so that whoever takes it takes anything; it says itself that it is no decision. */
async function knock(
  { machine, newId, now }: Patient,
  { system: of, url }: { system: string; url: string },
  say: Voice,
): Promise<Finding> {
  const body = JSON.stringify({
    type: 'doctor.unsigned',
    timestamp: new Date(now()).toISOString(),
    data: {},
  });
  const headers = { 'content-type': 'application/json; charset=utf-8', 'webhook-id': newId() };
  const answer = await machine.post(url, body, headers).catch((error: Error) => error);
  if (answer instanceof Error)
    return say.fails(`${shown(url)} is not reached: ${answer.message}`, {
      of,
      mend: 'check EXTERNAL_WEBHOOKS, and the system',
    });
  const { status } = answer;
  if (status >= 200 && status < 300)
    return say.fails(`${shown(url)} takes a request without a signature (HTTP ${status})`, {
      of,
      mend: 'have the system check webhook-signature with its secret',
    });
  if (status === 404 || status >= 500)
    return say.fails(`${shown(url)} answers HTTP ${status}`, {
      of,
      mend: 'check EXTERNAL_WEBHOOKS, and the system',
    });
  return say.ok(`turns away what is not signed (HTTP ${status})`, { of });
}

export const externalChecks = [webhooks];
