import { answer } from '../../outbound/notices.ts';
import type { Tx } from '../../store/db.ts';
import type { AttachedFile } from './form/filled.ts';
import type { Arriving, CreateParts, FormDraft } from './parts.ts';
import { changeUnseen } from './unseen.ts';

/** Of a message with several files only the last one to arrive is told of. */
const withArriving = (draft: FormDraft, messageId: string, how: Arriving | undefined): FormDraft => {
  const { [messageId]: _before, ...others } = draft.body.arriving ?? {};
  return { ...draft, body: { ...draft.body, arriving: how ? { ...others, [messageId]: how } : others } };
};

/** Notes that so many files of a message are on their way. */
export const awaiting = (draft: FormDraft, messageId: string, count: number): FormDraft =>
  withArriving(draft, messageId, { left: count, count: 0, fields: [] });

interface Message {
  draftId: string;
  messageId: string;
  chatId: string;
}

/** A file that lies ready, and the field it is for. */
interface Laid {
  place: { key: string; label: string };
  file: AttachedFile;
}

function withFile(draft: FormDraft, { place: { key }, file }: Laid): FormDraft {
  const { filled } = draft.body;
  const files = { ...filled.files, [key]: [...(filled.files[key] ?? []), file] };
  return { ...draft, body: { ...draft.body, filled: { ...filled, files } } };
}

function counted({ left, count, fields }: Arriving, laid: Laid | undefined): Arriving {
  if (!laid) return { left: left - 1, count, fields };
  return { left: left - 1, count: count + 1, fields: [...new Set([...fields, laid.place.label])] };
}

/**
 * Puts a file into the form, or notes that it will not come. Once none of its message is on its way any more, the person is told
 * where they are: the card itself shows it at the next press.
 */
export async function arrived(
  tx: Tx,
  { cards }: Pick<CreateParts, 'cards'>,
  message: Message,
  laid?: Laid,
): Promise<void> {
  const { draftId, messageId } = message;
  let so: Arriving = { left: 1, count: 0, fields: [] };
  const open = await changeUnseen(tx, draftId, (now) => {
    so = counted(now.body.arriving?.[messageId] ?? so, laid);
    const changed = laid ? withFile(now, laid) : now;
    return withArriving(changed, messageId, so.left > 0 ? so : undefined);
  });
  if (!open && laid) return answer(tx, cards, message, { key: 'create.closed', level: 'warning' });
  if (so.left > 0 || so.count === 0) return;
  const params = { count: so.count, field: so.fields.join('、') };
  await answer(tx, cards, message, { key: 'create.files_added', params, level: 'info' });
}
