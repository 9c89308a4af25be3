import type { NoticeSentence, ProblemKey } from '../../cards/keys.ts';
import { shortened } from '../../cards/shortened.ts';
import type { Notice } from '../../cards/views.ts';
import type { MessageFile } from '../../dispatch/message-file.ts';
import { listed, type Words } from '../../lib/words.ts';
import { answer } from '../../outbound/notices.ts';
import { withReference } from '../../outbound/problems.ts';
import type { Tx } from '../../store/db.ts';
import type { Arriving, CreateDeps, FormDraft, LeftOut } from './deps.ts';
import type { AttachedFile } from './form/filled.ts';
import { changeUnseen } from './unseen.ts';

/** Of a message with several files only the last one to arrive is told of. */
const withArriving = (draft: FormDraft, messageId: string, how: Arriving | undefined): FormDraft => {
  const { [messageId]: _before, ...others } = draft.body.arriving ?? {};
  return { ...draft, body: { ...draft.body, arriving: how ? { ...others, [messageId]: how } : others } };
};

/** Notes that so many files of a message are on their way, and how many more it has than are taken. */
export const awaiting = (draft: FormDraft, messageId: string, count: number, more: number): FormDraft =>
  withArriving(draft, messageId, { ...NOTHING_YET, left: count, of: count + more, more });

const NOTHING_YET: Arriving = { left: 1, of: 1, more: 0, count: 0, fields: [], leftOut: [] };

interface Message {
  draftId: string;
  messageId: string;
  chatId: string;
}

/** A file that lies ready, and the field it is for. */
interface Laid {
  field: { key: string; label: Words };
  file: AttachedFile;
}

function withFile(draft: FormDraft, { field: { key }, file }: Laid): FormDraft {
  const { filled } = draft.body;
  const files = { ...filled.files, [key]: [...(filled.files[key] ?? []), file] };
  return { ...draft, body: { ...draft.body, filled: { ...filled, files } } };
}

const isLaid = (what: Laid | LeftOut): what is Laid => 'field' in what;

function counted(so: Arriving, what: Laid | LeftOut): Arriving {
  const { left, count, fields, leftOut = [] } = so;
  if (!isLaid(what)) return { ...so, left: left - 1, leftOut: [...leftOut, what] };
  return { ...so, left: left - 1, count: count + 1, fields: unlike([...fields, what.field.label]) };
}

/** Labels without repetitions. */
const unlike = (labels: Words[]): Words[] => [
  ...new Map(labels.map((label) => [JSON.stringify(label), label])).values(),
];

/** How a person finds a file of a message with several: pictures have no name there. */
export const leftOut = (file: MessageFile, picture: number | undefined, why: ProblemKey): LeftOut =>
  file.type === 'image' && picture !== undefined ? { why, picture } : { why, name: file.name };

/**
 * Puts a file into the form, or notes why it will not come. Once none of its message is on its way any more, the person is told
 * where they are, and of each of the others why it is left out: the card itself shows it at the next press.
 */
export async function arrived(
  tx: Tx,
  { cards }: Pick<CreateDeps, 'cards'>,
  message: Message,
  what: Laid | LeftOut,
): Promise<void> {
  const { draftId, messageId } = message;
  let so = NOTHING_YET;
  const open = await changeUnseen(tx, draftId, (now) => {
    so = counted(now.body.arriving?.[messageId] ?? NOTHING_YET, what);
    return withArriving(isLaid(what) ? withFile(now, what) : now, messageId, so.left > 0 ? so : undefined);
  });
  if (!open) return answer(tx, cards, message, { key: 'create.closed', level: 'warning' });
  if (so.left === 0) await answer(tx, cards, message, toldOf(so, draftId));
}

/** Of a name in a sentence. */
const NAME_CHARACTERS = 40;

type Line = NoticeSentence;

function toldOf({ of = 1, more = 0, count, fields, leftOut = [] }: Arriving, draftId: string): Notice {
  const added: Line = { key: 'create.files_added', params: { count, field: listed(fields) } };
  const [first] = leftOut;
  if (of === 1)
    return first ? { ...withReference(first.why, draftId), level: 'warning' } : { ...added, level: 'info' };
  const all = [...new Set(leftOut.map(({ why }) => why))].flatMap((why) => [
    ...named(leftOut.filter((one) => one.why === why)),
    withReference(why, draftId),
  ]);
  if (more > 0) all.push({ key: 'create.files_too_many', params: { count: of, max: of - more } });
  const head: Line = count > 0 ? added : { key: 'create.files_none', params: {} };
  return { ...head, level: all.length > 0 ? 'warning' : 'info', ...(all.length > 0 && { also: all }) };
}

/** Which they are, before the reason that they share. */
function named(files: LeftOut[]): Line[] {
  const pictures = files.flatMap(({ picture }) => picture ?? []).sort((a, b) => a - b);
  const names = files.flatMap(({ name }) => name ?? []);
  return [
    ...(pictures.length > 0
      ? [{ key: 'create.pictures_left_out', params: { numbers: listed(pictures.map(String)) } } as const]
      : []),
    ...(names.length > 0
      ? [
          {
            key: 'create.files_left_out',
            params: { names: listed(shortened(names, NAME_CHARACTERS)) },
          } as const,
        ]
      : []),
  ];
}
