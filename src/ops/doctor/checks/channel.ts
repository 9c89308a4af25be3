import { createCipheriv, createHash } from 'node:crypto';
import type { Check } from '../check.ts';
import type { Finding, Voice } from '../finding.ts';
import type { Patient } from '../patient.ts';

/** Reasons of 401s, by the setting that is wrong then. */
const WRONG: Record<string, { says: string; mend: string }> = {
  'the signature is wrong': {
    says: 'requests come signed with another Encrypt Key',
    mend: 'copy the Encrypt Key from the console to FEISHU_ENCRYPT_KEY',
  },
  'the verification token is wrong': {
    says: 'requests come with another Verification Token',
    mend: 'copy the Verification Token from the console to FEISHU_VERIFICATION_TOKEN',
  },
  'the verification token of the challenge is wrong': {
    says: 'the console asks with another Verification Token',
    mend: 'copy the Verification Token from the console to FEISHU_VERIFICATION_TOKEN',
  },
  'there is no signature': {
    says: 'requests come unsigned',
    mend: 'set an Encrypt Key in the console: without one Feishu signs nothing. Or somebody else knows the address',
  },
};
/** Fewer may be somebody who tries doors. */
const STREAM = 3;

const keys: Check = {
  name: 'keys',
  needs: ['facts'],
  looksAt: 'Encrypt Key and Verification Token: no stream of requests that are turned away',
  breaks: 'events are turned away, and are lost after Feishu has tried for seven hours',
  required: true,
  page: (links) => links.console('event'),
  async look({ facts, settings }, say) {
    if (settings.FEISHU_EVENT_MODE === 'websocket') return [say.ok('the long connection needs none')];
    const { tally } = await facts();
    const lastTaken = Math.max(0, ...tally.flatMap((one) => (one.kind === 'event' ? one.lastAt : [])));
    const wrong = tally.flatMap(({ kind, about, times, lastAt }) => {
      const known = kind === 'rejected' && times >= STREAM && lastAt > lastTaken ? WRONG[about] : undefined;
      return known ? [say.fails(`${known.says} (${times} times)`, { mend: known.mend })] : [];
    });
    return wrong.length > 0 ? wrong : [say.ok('no stream of requests is turned away')];
  },
};

/** AES-256-CBC with the SHA-256 of the key, as Feishu seals its question for a new address. */
function sealed(content: object, encryptKey: string): string {
  const iv = createHash('md5').update(JSON.stringify(content)).digest();
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(encryptKey).digest(), iv);
  const text = cipher.update(JSON.stringify(content), 'utf8');
  return JSON.stringify({ encrypt: Buffer.concat([iv, text, cipher.final()]).toString('base64') });
}

async function ask(patient: Patient, url: string, say: Voice): Promise<Finding> {
  const { machine, settings, newId } = patient;
  const challenge = newId();
  const question = { challenge, token: settings.FEISHU_VERIFICATION_TOKEN?.[0], type: 'url_verification' };
  const body = sealed(question, settings.FEISHU_ENCRYPT_KEY?.[0] ?? '');
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  const answer = await machine.post(url, body, headers).catch((error: Error) => error);
  if (answer instanceof Error)
    return say.fails(`${url} is not reached from here: ${answer.message}`, {
      mend: 'check that the bot runs, its reverse proxy and the DNS',
    });
  if (answer.status === 200 && answer.text.includes(challenge)) return say.ok(`${url} answers as it should`);
  const mend =
    answer.status === 401
      ? 'restart the bot: it runs with other keys than stand here'
      : 'have the address lead to POST /webhook/event of the bot';
  return say.fails(`${url} answers HTTP ${answer.status}, and not as the bot does`, { mend });
}

const address: Check = {
  name: 'request address',
  needs: ['token'],
  looksAt: 'the address in the console leads to the bot, with the keys that stand here',
  breaks: 'no event and no click arrives',
  required: true,
  page: (links) => links.console('event'),
  async look(patient, say) {
    if (patient.settings.FEISHU_EVENT_MODE === 'websocket') return [say.ok('the long connection needs none')];
    const url = (await patient.app()).callbacks?.url;
    if (!url) return [say.unknown('Feishu does not say which address it calls')];
    return [await ask(patient, url, say)];
  },
};

const line: Check = {
  name: 'long connection',
  needs: ['token'],
  looksAt: 'Feishu offers one to this app, and that of the running bot is open',
  breaks: 'no event and no click arrives',
  required: true,
  page: (links) => links.console('event'),
  async look({ settings, feishu, facts }, say) {
    if (settings.FEISHU_EVENT_MODE === 'webhook') return [say.ok('events come by requests')];
    const known = await facts().catch(() => undefined);
    const trouble = known?.running?.channel;
    if (trouble)
      return [
        say.fails(trouble, {
          mend: 'Events & callbacks: long connection for both; at most 50 connections of one app; its IP list',
        }),
      ];
    try {
      await feishu.discover();
      return [say.ok(known?.running ? 'open' : 'offered')];
    } catch (error) {
      return [
        say.fails((error as Error).message, { mend: 'see the credentials, and the number of connections' }),
      ];
    }
  },
};

/** Two programs on one app share its events by chance: what is seen of it is clicks on cards that this bot never sent. */
const alone: Check = {
  name: 'only bot of the app',
  needs: ['facts'],
  looksAt: 'no other program takes the events of this app',
  breaks: 'each takes a part of the events: messages and clicks seem to be ignored now and then',
  required: true,
  page: (links) => links.console('event'),
  async look({ facts }, say) {
    const { tally } = await facts();
    const strange = tally.filter(({ kind }) => kind === 'click');
    const times = strange.reduce((sum, one) => sum + one.times, 0);
    if (times === 0) return [say.ok('no click on cards of another one these days')];
    return [
      say.fails(`${times} clicks these days on cards that this database does not know`, {
        mend:
          'stop the other program that uses this app id, or give it an app of its own. After a change of DATA_DIR or ' +
          'DATABASE_URL they may be old cards of this bot',
      }),
    ];
  },
};

export const channelChecks = [keys, address, line, alone];
