import type { Option } from '../../feishu/definition-json.ts';
import { latestPeriod } from '../../feishu/listed.ts';
import type { JobHandler } from '../../jobs/perform.ts';
import { chosenBefore } from '../../store/tables/chosen-people.ts';
import type { CreateDeps, FormDraft } from './deps.ts';
import { openForm } from './draft-form.ts';
import { textIn } from './form/filled.ts';
import { widgetAt } from './form/keys.ts';
import { parseForm } from './form/parse.ts';
import type { Widget } from './form/widget.ts';
import { pageOf } from './form-card.ts';
import { change, draftJob } from './jobs.ts';
import { type PayloadOf, queues } from './queues.ts';

const SHOWN = 20;
/** There is room for these on every page that was not filled up meanwhile. */
const FEWEST = 3;

/** The job that looks for what a control can name: a department, a place, one of the person's own approvals. */
export function searchJob(
  deps: Pick<CreateDeps, 'db' | 'directory' | 'lists' | 'districts' | 'time'>,
): JobHandler {
  const { db, directory, districts, lists, time } = deps;

  async function look(widget: Widget, word: string, person: string): Promise<Option[]> {
    if (widget.kind === 'department' && word !== '')
      return (await directory.departmentsNamed(word)).map(({ openId, name }) => ({
        value: openId,
        text: name,
      }));
    if (widget.kind === 'address' && word !== '')
      return (await districts.find(word)).map(({ id, name }) => ({ value: id, text: name }));
    if (widget.kind !== 'connect') return [];
    const mine = await lists.initiatedBy(person, latestPeriod(time.estimate()));
    const fitting = mine.filter(
      ({ approvalCode }) => widget.from.length === 0 || widget.from.includes(approvalCode),
    );
    return fitting.map(({ instanceCode, approvalName, serialNumber }) => ({
      value: instanceCode,
      text: [approvalName, serialNumber].filter(Boolean).join(' '),
    }));
  }

  const work = draftJob<PayloadOf<'search'>>(deps, 'filling', {
    async run(draft, { of }) {
      const widget = widgetAt(parseForm(draft.body.definition?.form ?? '[]'), of);
      if (!widget) return undefined;
      const found = await look(widget, textIn(draft.body.filled, `${of}#word`), draft.person);
      const candidates = await chosenBefore(db, draft.person);
      return (tx) => change(tx, draft.id, (current) => withAsManyAsFit(current, of, found, candidates));
    },
    gaveUp: ({ body }) => ({ body: { ...body, notice: 'create.error.search' } }),
  });
  return queues.search.handler(work);
}

/** With what was found, but never so much of it that a field goes to another page while somebody looks at this one. */
export function withAsManyAsFit(
  draft: FormDraft,
  key: string,
  found: Option[],
  candidates: readonly string[],
): FormDraft {
  const untilOf = (one: FormDraft) => pageOf(openForm(one, candidates)).until;
  const now = untilOf(draft);
  let [fits, tooMany] = [FEWEST, Math.min(SHOWN, found.length) + 1];
  while (tooMany - fits > 1) {
    const count = Math.floor((fits + tooMany) / 2);
    if (untilOf(withFound(draft, key, found.slice(0, count))) === now) fits = count;
    else tooMany = count;
  }
  return withFound(draft, key, found.slice(0, fits));
}

function withFound(draft: FormDraft, key: string, options: Option[]): FormDraft {
  const { filled } = draft.body;
  const only = options.length === 1 ? options[0]?.value : undefined;
  const values = only ? { ...filled.values, [key]: only } : filled.values;
  return {
    ...draft,
    body: { ...draft.body, filled: { ...filled, values, found: { ...filled.found, [key]: options } } },
  };
}
