import type { Definition } from '../../../feishu/definitions.ts';
import { codes } from '../../../feishu/gateway/codes.ts';
import { isRefusal } from '../../../feishu/gateway/errors.ts';
import type { Check } from '../check.ts';
import type { Finding, Voice } from '../finding.ts';
import type { Patient } from '../patient.ts';

const definitions: Check = {
  name: 'definition',
  needs: ['token'],
  looksAt: 'each definition of APPROVAL_CODES exists, is active and readable',
  breaks: '/create does not offer it',
  required: true,
  page: (links) => links.approvals,
  async look(patient, say) {
    const { APPROVAL_CODES: all } = patient.settings;
    if (all.length === 0)
      return [
        say.unknown('APPROVAL_CODES names none', { required: false, mend: 'name those that /create offers' }),
      ];
    return Promise.all(all.map((code) => one(patient, code, say)));
  },
};

async function one({ definition, links }: Patient, of: string, say: Voice): Promise<Finding> {
  try {
    const { name, active } = await definition(of);
    if (active) return say.ok(name, { of });
    return say.fails(`“${name}” is not active`, {
      of,
      mend: 'switch it on, or take it out of APPROVAL_CODES',
    });
  } catch (error) {
    const mend = 'check the code: the address of a definition carries it as definitionCode';
    if (isRefusal(error, codes.definitionUnknown)) return say.fails('it does not exist', { of, mend });
    if (isRefusal(error, codes.definitionDeleted))
      return say.fails('it was deleted', { of, mend: 'take it out of APPROVAL_CODES' });
    if (isRefusal(error, codes.definitionOff))
      return say.fails('it is not active', { of, mend: 'switch it on, or take it out of APPROVAL_CODES' });
    if (!isRefusal(error, codes.missingScope)) throw error;
    return say.fails('it can not be read without approval:approval:readonly', {
      of,
      mend: 'grant the scope',
      link: links.console('auth'),
    });
  }
}

/** The definitions that can be read; why others can't, is told by the check above. */
async function readable(patient: Patient): Promise<{ of: string; definition: Definition }[]> {
  const read = patient.settings.APPROVAL_CODES.map(async (of) => {
    const definition = await patient.definition(of).catch(() => undefined);
    return definition ? [{ of, definition }] : [];
  });
  return (await Promise.all(read)).flat();
}

const quoted = (names: string[]) => names.map((name) => `“${name}”`).join(', ');

const controls: Check = {
  name: 'form',
  needs: ['token'],
  looksAt:
    'controls that only Feishu’s own form can fill, and those that FEISHU_APPROVAL_API=v2 does not take',
  breaks: '/create sends people to Feishu’s own form',
  required: false,
  page: (links) => links.approvals,
  async look(patient, say) {
    const { settings, served } = patient;
    const found = (await readable(patient)).map(({ of, definition }) => {
      const { beyond, refused } = served(definition);
      if (refused.length > 0 && settings.FEISHU_APPROVAL_API === 'v2')
        return say.fails(`v2 does not take ${quoted(refused)}`, {
          of,
          required: true,
          mend: 'unset FEISHU_APPROVAL_API, or take the definition out of APPROVAL_CODES',
          link: '.env',
        });
      if (definition.onlyInFeishu)
        return say.fails('a free process, which only Feishu’s own form can start', {
          of,
          mend: 'give it a flow, or take it out of APPROVAL_CODES',
        });
      if (beyond.length === 0) return say.ok('all can be filled on a card', { of });
      return say.fails(`only Feishu’s own form can fill ${quoted(beyond)}`, {
        of,
        mend: 'let these be optional, or take the definition out of APPROVAL_CODES',
      });
    });
    return found.length > 0 ? found : [say.ok('none to look at')];
  },
};

const subscriptions: Check = {
  name: 'subscription',
  needs: ['facts'],
  looksAt: 'the events of each definition of APPROVAL_CODES are subscribed',
  breaks: 'receipts are not live, and unread copies of it are found by search only',
  required: true,
  fixable: true,
  page: (links) => links.approvals,
  async look({ facts, settings }, say) {
    const { subscribed } = await facts();
    return settings.APPROVAL_CODES.map((of) => {
      if (subscribed.includes(of)) return say.ok('subscribed', { of });
      return say.fails('not subscribed by this bot', {
        of,
        mend: 'start the bot, which does it; else grant the scope approval:definition',
        fix: { kind: 'subscription', name: of },
      });
    });
  },
};

export const definitionChecks = [definitions, controls, subscriptions];
