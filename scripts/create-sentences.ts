import { CREATE_NOTICES, CREATE_TOASTS, FORM_ERRORS, FORM_HINTS } from '../src/cards/keys/create.ts';
import { HISTORY } from '../src/cards/keys/history.ts';
import type { SentenceGroup } from './sentence-groups.ts';

/** What stands for each placeholder. */
const EXAMPLES = {
  approval: '采购申请',
  comment: '预算偏高',
  controls: '行程',
  count: 3,
  decision: '✕ 赵六 拒绝 07:35',
  field: '使用人',
  max: 20,
  min: 1,
  name: '金额',
  names: '发票.pdf',
  node: '部门负责人',
  number: 2,
  numbers: '2、3',
  people: '李华',
  person: '李华',
  places: 2,
  reason: '离职人员不可申请加班',
  step: 2,
  time: '07:34',
  total: 3,
  typed: 'lihua@example.com',
  words: '采购',
};

const said = (when: string, keys: readonly string[]) => keys.map((key) => ({ key, when, params: EXAMPLES }));

const prefixed = (prefix: string, names: string) => names.split(' ').map((name) => `${prefix}.${name}`);

const refused = (key: string) => key.startsWith('create.error.');
const notices = Object.keys(CREATE_NOTICES);

/** The sentences of starting an approval, by situation. */
export const CREATE_SENTENCES: readonly SentenceGroup[] = [
  {
    title: 'Starting an approval',
    sentences: [
      ...said(
        'The list of what can be started',
        prefixed('start', 'title guessed search search_button more unclear none_found'),
      ),
      ...said(
        'A form that only Feishu has',
        prefixed('elsewhere', 'title why open gone_title closed_title kind typed typed_late more'),
      ),
      ...said('First contact', prefixed('welcome', 'title text more')),
    ],
  },
  {
    title: 'The form of an approval',
    sentences: said(
      'The form card',
      prefixed(
        'form',
        'title step fix changed say_people say_file next back preview submit cancel flow flow_more flow_nobody submitting preparing label label_required',
      ),
    ),
  },
  { title: 'Between the fields of a form', sentences: said('In a form', Object.keys(FORM_HINTS)) },
  {
    title: 'A field that needs attention',
    sentences: said('A mistake, at its field', Object.keys(FORM_ERRORS)),
  },
  {
    title: 'The approval after it was submitted',
    sentences: [
      ...said(
        'The status card',
        prefixed(
          'state',
          'summary.PENDING summary.APPROVED summary.REJECTED summary.CANCELED summary.DELETED summary.REVERTED summary.UNKNOWN initiator waiting waiting_since rest more cc withdraw withdraw_ask withdraw_now keep again',
        ),
      ),
      ...said(
        'Who decided what and when, on the status card',
        prefixed('history', [...Object.keys(HISTORY), 'comment', 'earlier', 'somebody'].join(' ')),
      ),
      ...said('The form behind CC', prefixed('ccform', 'title people comment send reply')),
    ],
  },
  {
    title: 'Answers about forms',
    sentences: [
      ...said(
        'An answer',
        notices.filter((key) => !refused(key)),
      ),
      ...said('Feishu does not go along', notices.filter(refused)),
      ...said('Answer to a click', [...Object.keys(CREATE_TOASTS), 'toast.cc_nobody']),
    ],
  },
];
