import path from 'node:path';
import { loadCards } from '../../src/cards/book.ts';
import { clip, escapeMarkdown } from '../../src/cards/escape.ts';
import { readCommand } from '../../src/dispatch/grammar.ts';
import { readLinks } from '../../src/dispatch/links.ts';
import { readFiles } from '../../src/dispatch/message-file.ts';
import { readQuoted } from '../../src/dispatch/quoted.ts';
import { looksLikeCommand } from '../../src/dispatch/router.ts';
import { readContent } from '../../src/dispatch/segments.ts';
import { vocabulary } from '../../src/dispatch/vocabulary.ts';
import { instanceInLink, shortLinkIn } from '../../src/feishu/applink.ts';
import { openSealed, sealedPart } from '../../src/feishu/events/decrypt.ts';
import { eventKey } from '../../src/feishu/events/envelope.ts';
import { messageEvent as messageSchema } from '../../src/feishu/events/message.ts';
import { thirdPartyLinks } from '../../src/feishu/third-party-links.ts';
import { readCcArguments, readInstanceWords } from '../../src/handlers/cc/arguments.ts';
import { statusWords } from '../../src/handlers/cc/status-command.ts';
import { freshForm } from '../../src/handlers/create/form/defaults.ts';
import { fieldValues } from '../../src/handlers/create/form/filled.ts';
import { evaluate } from '../../src/handlers/create/form/formula/evaluate.ts';
import { parseForm } from '../../src/handlers/create/form/parse.ts';
import { readForm } from '../../src/handlers/create/form/read.ts';
import { matching } from '../../src/handlers/create/match.ts';
import { typedPeople } from '../../src/handlers/create/typed-people.ts';
import { readSettingsForm } from '../../src/handlers/digest/settings/form.ts';
import { readDigestWords } from '../../src/handlers/digest/settings/words.ts';
import { isDeeper, upperLevels } from '../../src/inbound/inbox.ts';
import { admit } from '../../src/inbound/webhook/admit.ts';
import { compositeKey } from '../../src/lib/composite-key.ts';
import { projectRoot } from '../../src/lib/project-root.ts';
import { isTimeZone } from '../../src/lib/time-zone.ts';
import { summaryLine } from '../../src/summary/line.ts';
import { readPush } from '../../src/third-party/push/read.ts';
import { parseExact } from '../../src/third-party/quick-approval/callback.ts';
import { retryAfterMs } from '../../src/third-party/quick-approval/deliver.ts';
import { plainWords } from '../../src/third-party/quick-approval/plain-words.ts';
import { KEY, messageEvent, sealed, TOKEN } from './envelopes.ts';

/** Something that reads what anybody may have written. Whatever it is given, it takes time in proportion to its length. */
export type Reader = (text: string) => unknown;

/** What a reader throws it has read. */
const tried = (read: Reader) => (text: string) => {
  try {
    return read(text);
  } catch {
    return undefined;
  }
};

const secrets = { encryptKeys: ['old', KEY], verificationTokens: ['old', TOKEN] };
const person = { kind: 'person', openId: 'ou_a', reach: 'colleague', name: 'A' } as const;
const say = readLinks;
const words = (text: string) => text.split(/[ \n]/);
/** Words in so few that a message in which each has an element or a mention of its own is about as long as the text. */
const fewWords = (text: string) => words(text.slice(0, text.length / 16));

/** The way of a message through the bot, from the bytes to what its command asks for. */
function wholeMessage(message: Parameters<typeof messageEvent>[0]) {
  const { raw, signed } = sealed(messageEvent(message));
  const admitted = admit(raw, signed, secrets);
  if (!('envelope' in admitted)) throw new Error('not admitted');
  isDeeper(admitted.envelope.event, 100);
  const { message: read } = messageSchema.parse(admitted.envelope.event);
  looksLikeCommand(read, known);
  eventKey(admitted.envelope);
  const kept = messageSchema.parse(JSON.parse(JSON.stringify(admitted.envelope.event)));
  const { segments } = readContent(kept.message, 'ou_bot', 't') ?? { segments: [] };
  const { rest } = readCommand(segments);
  return [readCcArguments(rest, 'ou_me'), statusWords(rest), typedPeople(segments), readDigestWords(rest)];
}

const textContent = (text: string) => ({ content: JSON.stringify({ text }) });
const post = (lines: object[][]) => ({
  message_type: 'post',
  content: JSON.stringify({ title: '', content: lines }),
});
const placeholders = (text: string) =>
  fewWords(text).map((key, n) => ({ key: n % 2 ? key : `@_user_${n}`, id: { open_id: `ou_${n}` } }));

const widgets = [
  ...['input', 'textarea', 'number', 'date', 'dateInterval', 'contact', 'document', 'department', 'image'],
  ...['telephone', 'address', 'connect', 'radioV2', 'checkboxV2', 'amount'],
].map((type) => ({
  id: type,
  name: type,
  type,
  value: type === 'amount' ? 'CNY' : undefined,
  required: true,
}));
const form = parseForm(JSON.stringify(widgets));

function filledIn(text: string) {
  const filled = freshForm(form, 'ou_me');
  const names = widgets.flatMap(({ id }) =>
    ['', '#start', '#end', '#code', '#currency'].map((end) => id + end),
  );
  Object.assign(filled.values, fieldValues(Object.fromEntries(names.map((name) => [name, text]))));
  return readForm({
    widgets: form,
    relations: [],
    filled,
    person: 'ou_me',
    candidates: ['ou_a'],
    userIds: {},
  });
}

const pushed = (text: string) => ({
  approval_code: text,
  instance_id: text,
  status: text,
  links: text,
  start_time: text,
  update_time: text,
  user_id: text,
  title: text,
  extra: text,
  form: fewWords(text).map((value) => ({ name: value, value })),
  task_list: fewWords(text).map((id) => ({ task_id: id, title: text.slice(0, 10), status: id, links: id })),
  [text]: text,
});

const commands = ['cc', 'create', 'digest', 'help', 'ping', 'unread', '抄送', '帮助', 'ヘルプ'];
const known = vocabulary(commands.map((name) => ({ name, aliases: [], run: async () => async () => {} })));
const cards = loadCards(path.join(projectRoot(), 'cards'));
const nested = (text: string) => JSON.parse(`${'['.repeat(text.length)}${']'.repeat(text.length)}`);

/** Every reader of text from outside, by what it reads. One that is not here is held to nothing. */
export const READERS: Record<string, Reader> = {
  'a text message': (text) => wholeMessage(textContent(text)),
  'a /cc command': (text) => wholeMessage(textContent(`/cc @_user_1 ${text}`)),
  'a post with an element a word': (text) =>
    wholeMessage(post([fewWords(text).map((word) => ({ tag: 'text', text: word }))])),
  'a post with a line a word': (text) =>
    wholeMessage(post(fewWords(text).map((word) => [{ tag: 'a', text: word, href: word }]))),
  'a post that mentions each word': (text) =>
    wholeMessage({
      ...post([fewWords(text).map((word) => ({ tag: 'at', user_id: word }))]),
      mentions: placeholders(text),
    }),
  'mentions by each word': (text) =>
    wholeMessage({ ...textContent(text.slice(0, text.length / 8)), mentions: placeholders(text) }),
  'the content of a message': (text) => wholeMessage({ content: text }),
  'the content of a post': (text) => wholeMessage({ message_type: 'post', content: text }),
  'a file': (text) =>
    readFiles({
      ...messageSchema.parse(messageEvent({})).message,
      message_type: 'file',
      content: JSON.stringify({ file_key: 'k', file_name: text }),
    }),
  'what follows /cc': (text) => readCcArguments([person, ...say(text)], 'ou_me'),
  'a message to which a command replies': (text) =>
    readQuoted([
      { message_type: 'interactive', content: text, mentions: undefined },
      {
        message_type: 'interactive',
        content: JSON.stringify({
          title: text,
          elements: [fewWords(text).map((word) => ({ tag: 'text', text: word }))],
        }),
        mentions: undefined,
      },
    ]),
  'which instance is meant': (text) => readInstanceWords(say(text)),
  'a link in rich text': (text) => readInstanceWords([{ kind: 'link', text, href: text }]),
  'links in rich text': (text) =>
    readInstanceWords(fewWords(text).map((href) => ({ kind: 'link', text: href, href }))),
  'what follows /cc status': (text) => statusWords(say(` status ${text}`)),
  'what follows /digest': (text) => readDigestWords(say(text)),
  'what follows /create': (text) => matching([{ name: text.slice(0, 200) }], text.trim().slice(0, 50)),
  'people in a reply': (text) => typedPeople(say(text)),
  'a command word': (text) => [
    readCommand(say(`/${text}`)),
    readCommand(say(`、${text}`), (word) => known.knows(word, true)),
    known.find(text),
    known.nearest(text.slice(0, 30)),
  ],
  'links in text': readLinks,
  'a link': (text) => [
    instanceInLink(text),
    instanceInLink(`https://a.b/?x=${text}`),
    shortLinkIn(text),
    shortLinkIn(`https://a.b/?x=${text}`),
    thirdPartyLinks({ pc: text }),
  ],
  'a form': filledIn,
  'what an approval is about': (text) =>
    summaryLine(
      JSON.stringify(
        ['input', 'textarea', 'amount', 'date'].map((type) => ({ type, name: text, value: text })),
      ),
    ),
  'settings of the digest': (text) =>
    readSettingsForm(
      { time: text, days: words(text), pause: text, timezone: text, more_than: text, muted: words(text) },
      { timezone: text, today: '2026-05-20', calendars: ['none', 'CN'] },
    ),
  'a formula': (text) => evaluate(text, () => [1]),
  'a time zone': isTimeZone,
  'text in a card': (text) => [
    escapeMarkdown(text),
    clip(text, 200),
    cards.notice({ key: 'command.unknown_plain', level: 'info', params: { typed: text } }),
  ],
  'the words of a system': plainWords,
  'a pushed instance': (text) => readPush(pushed(text)),
  'a pushed instance as JSON': tried((text) => readPush(JSON.parse(text))),
  'JSON with exact numbers': tried(parseExact),
  'a time to wait': (text) => retryAfterMs(text, 0),
  'parts of a key': compositeKey,
  'the body of a request': tried((text) => sealedPart(Buffer.from(text))),
  'a sealed text': tried((text) => openSealed(text, KEY)),
  'levels of JSON': (text) => [isDeeper(nested(text), 100), upperLevels(nested(text), 100)],
};
