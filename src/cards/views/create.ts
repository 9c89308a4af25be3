import type { InstanceLinks } from '../../lib/instance-links.ts';
import type { Words } from '../../lib/words.ts';
import type { HistoryKind } from '../keys/history.ts';
import type { InstanceStatus } from '../keys.ts';

export interface CreatePickerView {
  draftId: string;
  revision: number;
  words: string;
  /** The rows are what a sentence without a command may have meant. */
  guessed: boolean;
  /** Nothing matched the words: the rows are all there is. */
  noneFound: boolean;
  searchable: boolean;
  rows: readonly { approvalCode: string; name: Words }[];
  /** How many more are not listed. */
  more: number;
  /** Of how many more it can't be told now whether they may be started. */
  unclear: number;
}

/** A field of a form; what its kind (`as`) does not have is empty. */
export interface FormFieldView {
  as: string;
  name: string;
  value: string;
  values: readonly string[];
  /** Options with a text of their own or one of ours by `key`; open_ids for people. */
  options: readonly (string | { value: string; text: Words | null; key: string | null })[];
  rows: number;
  max: number;
  text: Words;
  key: string | null;
  params: object | null;
  hint: string | null;
  does: string;
  of: string;
}

export interface FormUnitView {
  label: Words;
  labelKey: string | null;
  labelParams: object | null;
  /** The heading of what follows, or of a row of it; null for the label of a field. */
  heads: 'section' | 'row' | null;
  required: boolean;
  /** From top to bottom; the fields of a line stand side by side. */
  lines: readonly (readonly FormFieldView[])[];
  errors: readonly { key: string; params: object | null }[];
}

export interface CreateFormView {
  draftId: string;
  revision: number;
  approvalName: Words;
  /** Null when the form has one page. */
  step: { at: number; of: number } | null;
  /** From top to bottom; the units of a row stand side by side. */
  rows: readonly (readonly FormUnitView[])[];
  /** How many fields of the whole form need attention. */
  problems: number;
  notice: { key: string; params: object } | null;
  waitsFor: 'file' | 'people' | null;
  flow: readonly { name: Words; people: readonly string[] }[] | null;
  /** How many steps of the flow are not shown. */
  flowMore: number;
  isFirst: boolean;
  isLast: boolean;
}

export interface CreateProgressView {
  key: 'form.preparing' | 'form.submitting';
  params: object | null;
}

/** A line of what was filled in: a text, or open_ids. */
export interface FilledLineView {
  label: Words;
  text: Words | null;
  people: readonly string[] | null;
  /** What the text leads to. */
  link: string | null;
}

export interface CreateElsewhereView {
  approvalName: Words;
  /** Controls or the whole kind that only Feishu's own form can do; or it can't be started at all now, or the form is over. */
  because: 'controls' | 'kind' | 'gone' | 'expired' | 'closed';
  /** The names of those controls. */
  controls: Words;
  /** What was filled in before this was known. */
  lines: readonly FilledLineView[];
  /** How many lines are not shown. */
  more: number;
  links: InstanceLinks;
}

/** A step of an instance's way. */
export interface HistoryStep {
  kind: HistoryKind;
  /** open_id; null where it is not known, or nobody did it. */
  by: string | null;
  to: readonly string[];
  /** Unix ms. */
  at: number;
  /** Whether the day is said besides the time. */
  dated: boolean;
  comment: string | null;
}

export interface ApprovalStatusView {
  approvalCode: string;
  instanceCode: string;
  /** What it is about, where the reader is told. */
  about: string | null;
  approvalName: Words;
  serialNumber: string | null;
  status: InstanceStatus;
  /** Whether it is asked if the approval is really to be withdrawn. */
  asks: boolean;
  initiator: string;
  /** When it was started, Unix ms, as far as that is known. */
  startedAt: number | null;
  /** Whose decision it waits for, open_ids, and since when. */
  waiting: readonly { people: readonly string[]; since: number | null }[];
  /** What was decided so far; of how many earlier steps it tells only that they are. */
  history: readonly HistoryStep[];
  earlier: number;
  lines: readonly FilledLineView[];
  /** How many lines of the form are not shown. */
  more: number;
  links: InstanceLinks;
}
