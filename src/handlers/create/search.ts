import type { Option } from '../../feishu/definition-json.ts';
import { latestPeriod } from '../../feishu/listed.ts';
import type { JobHandler } from '../../jobs/perform.ts';
import { type CreateDeps, type FormDraft, type PayloadOf, queues } from './deps.ts';
import { textIn } from './form/filled.ts';
import { widgetAt } from './form/keys.ts';
import { parseForm } from './form/parse.ts';
import type { Widget } from './form/widget.ts';
import { change, draftJob } from './jobs.ts';

const SHOWN = 20;

/** The job that looks for what a control can name: a department, a place, one of the person's own approvals. */
export function searchJob(
  deps: Pick<CreateDeps, 'db' | 'directory' | 'lists' | 'districts' | 'time'>,
): JobHandler {
  const { directory, districts, lists, time } = deps;

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
      return (tx) => change(tx, draft.id, (current) => withFound(current, of, found.slice(0, SHOWN)));
    },
    gaveUp: ({ body }) => ({ body: { ...body, notice: 'create.error.search' } }),
  });
  return queues.search.handler(work);
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
