import type { ProblemKey } from '../../cards/keys.ts';
import type { MessageFile } from '../../dispatch/message-file.ts';
import { FileTooLarge } from '../../feishu/files.ts';
import { codes, SET_UP } from '../../feishu/gateway/codes.ts';
import { concernsBot, isFinal, isRefusal } from '../../feishu/gateway/errors.ts';
import type { JobHandler, Writes } from '../../jobs/perform.ts';
import { MINUTE_MS } from '../../lib/clock.ts';
import type { Words } from '../../lib/words.ts';
import { generalProblem } from '../../outbound/problems.ts';
import { arrived, leftOut } from './arriving.ts';
import type { CreateDeps, FormDraft } from './deps.ts';
import { labelOf, type OpenForm, openForm } from './draft-form.ts';
import { pageOf } from './form-card.ts';
import { draftJob } from './jobs.ts';
import { type PayloadOf, queues } from './queues.ts';

interface FileField {
  key: string;
  label: Words;
  image: boolean;
  filled: boolean;
}

/** The fields of a form that take files. */
function fileFields({ draft, ...form }: OpenForm): FileField[] {
  return form.units().flatMap((unit) => {
    const { key, fields } = unit;
    const add = fields.find((field) => field.as === 'button' && field.does === 'add_file');
    if (add?.as !== 'button') return [];
    const filled = (draft.body.filled.files[key] ?? []).length > 0;
    return [{ key, label: labelOf(unit, draft), image: add.key === 'form.hint.add_image', filled }];
  });
}

/**
 * Where a file goes: to the field that waits for it, else to one on the page that is shown and of its kind. A field that others
 * of its message are in counts as shown: they may just have moved it to another page.
 */
function fieldFor(draft: FormDraft, { file, messageId }: Payload): FileField | undefined {
  const form = openForm(draft, []);
  const all = fileFields(form);
  const awaited = all.find(({ key }) => key === draft.body.target?.key);
  if (awaited) return awaited;
  const isImage = file.type === 'image';
  const shown = pageOf(form).units.map(({ key }) => key);
  const begun = draft.body.arriving?.[messageId]?.fields ?? [];
  const rank = ({ key, label, image, filled }: FileField) =>
    (shown.includes(key) || begun.includes(label) ? 0 : 4) + (image === isImage ? 0 : 2) + (filled ? 1 : 0);
  const fitting = all.filter(({ image }) => isImage || !image).sort((a, b) => rank(a) - rank(b));
  return fitting[0] ?? all[0];
}

const looksLikeImage = ({ type, name }: MessageFile) =>
  type === 'image' || /\.(png|jpe?g|gif|webp|bmp|heic)$/i.test(name);

type Payload = PayloadOf<'attach'>;

/** Files take their time, and room on the disk. */
const SLOTS = 8;
/** Of one person: the files of others do not wait for all of somebody's. */
const SLOTS_OF_ONE = 2;
/** The largest file at the slowest pace that the gateway allows, down and up again. */
const LONGEST_MS = 4 * MINUTE_MS;

/**
 * The job that lays a file ready at Feishu and puts it into the form; in an isolated queue. Uploading twice leaves a file that
 * nothing names.
 */
export function attachJob(deps: Pick<CreateDeps, 'cards' | 'db' | 'files'>): JobHandler {
  const { files } = deps;
  const tell =
    (to: Payload, key: ProblemKey): Writes =>
    (tx) =>
      arrived(tx, deps, to, leftOut(to.file, to.picture, key));

  async function attach(payload: Payload, field: FileField): Promise<Writes> {
    const { messageId, file } = payload;
    const type = field.image ? 'image' : 'attachment';
    const code = await files.layReady({ messageId, ...file }, { name: file.name, type });
    return (tx) => arrived(tx, deps, payload, { field, file: { name: file.name, code } });
  }

  return queues.attach.handler({
    slots: SLOTS,
    share: SLOTS_OF_ONE,
    longestMs: LONGEST_MS,
    ...draftJob<Payload>(deps, 'filling', {
      async run(draft, payload) {
        const field = fieldFor(draft, payload);
        if (!field) return tell(payload, 'create.no_file_field');
        if (field.image && !looksLikeImage(payload.file)) return tell(payload, 'create.not_an_image');
        try {
          return await attach(payload, field);
        } catch (error) {
          if (error instanceof FileTooLarge) return tell(payload, 'create.file_too_large');
          throw error;
        }
      },
      closed: (payload) => tell(payload, 'create.closed'),
    }),
    async gaveUp({ payload }, error, tx) {
      await tell(payload, fileProblem(error))(tx);
    },
  });
}

/** Why a file did not get into the form; only what may pass is worth sending it again. */
export function fileProblem(error: unknown): ProblemKey {
  if (isRefusal(error, codes.resourceTooLarge)) return 'create.file_too_large';
  if (isRefusal(error, codes.downloadForbidden)) return 'create.file_protected';
  if (isRefusal(error, codes.messageDeleted, codes.fileInvisible)) return 'create.file_withdrawn';
  if (concernsBot(error) || isRefusal(error, ...SET_UP)) return generalProblem(error);
  return isFinal(error) ? 'create.file_unreadable' : 'create.file_failed';
}
