import type { Params } from '../src/cards/texts.ts';
import { CREATE_SENTENCES } from './create-sentences.ts';
import { EXTERNAL_SENTENCES } from './external-sentences.ts';

export interface Sentence {
  key: string;
  /** When it is said, as a reader of the page understands it. */
  when: string;
  /** Realistic values for its placeholders. */
  params?: Params;
}

export interface SentenceGroup {
  title: string;
  sentences: readonly Sentence[];
}

const people = '李华 王芳 田中太郎';
const approval = '采购申请';

/** Every sentence by situation, in the order in which a person meets them. */
export const SENTENCE_GROUPS: readonly SentenceGroup[] = [
  {
    title: 'Talking to the bot',
    sentences: [
      { key: 'message.not_a_command', when: 'A direct message, or a mention in a group, that is no command' },
      { key: 'message.unsupported', when: 'A picture, a file, a sticker' },
      {
        key: 'message.unwritable',
        when: 'In the group, when the direct chat of the sender can not be written to',
      },
      {
        key: 'message.undrawable',
        when: 'In the place of a card that Feishu does not take',
        params: { reference: 'k3f9-20' },
      },
      {
        key: 'message.too_long',
        when: 'A message of more than 150,000 characters, 5,000 elements or 3,000 mentions',
      },
      { key: 'message.stale', when: 'A message that arrives more than 10 minutes late' },
      {
        key: 'command.unknown',
        when: 'A command with a slip of the pen',
        params: { typed: '/cx', nearest: '/cc' },
      },
      { key: 'command.unknown_plain', when: 'A command that resembles none', params: { typed: '/weather' } },
      { key: 'ping.pong', when: '/ping' },
    ],
  },
  {
    title: 'Help',
    sentences: [
      { key: 'help.title', when: 'Title' },
      { key: 'help.create', when: 'Starting approvals' },
      { key: 'help.create_how', when: 'Its examples' },
      { key: 'help.create_button', when: 'Its button' },
      { key: 'help.cc', when: 'The CC command' },
      { key: 'help.cc_examples', when: 'Its examples' },
      { key: 'help.cc_ways', when: 'Other ways to name the approval, and the limits' },
      { key: 'help.admin', when: 'For administrators only' },
      { key: 'help.others', when: 'The other commands' },
      { key: 'help.aliases', when: 'Other spellings' },
    ],
  },
  {
    title: 'A CC that needs another try',
    sentences: [
      { key: 'cc.usage', when: 'Nobody was named' },
      { key: 'cc.only_self', when: 'Only the sender was named' },
      { key: 'cc.only_bot', when: 'Only the bot was named' },
      { key: 'cc.everyone', when: '@all' },
      { key: 'cc.too_many', when: 'Too many people', params: { count: 25, max: 20 } },
      { key: 'cc.outsiders', when: 'People of another organisation, or bots' },
      { key: 'cc.comment_too_long', when: 'A comment that is too long', params: { count: 612, max: 500 } },
      { key: 'cc.two_instances', when: 'More than one approval' },
      { key: 'cc.not_found', when: 'No such approval, or not one of theirs: the same sentence for both' },
      { key: 'cc.link_unknown', when: 'A link that means none of their approvals' },
      { key: 'cc.no_recent', when: 'No approval was named and there are no recent ones' },
    ],
  },
  {
    title: 'Choosing an approval',
    sentences: [
      { key: 'cc.picker_sent', when: 'In the group, when the list went to the direct chat' },
      { key: 'picker.title', when: 'Title of the list' },
      { key: 'picker.recipients', when: 'Before the names of those who will receive it' },
      { key: 'picker.pick', when: 'Button of each row' },
      { key: 'picker.cancel', when: 'Button below' },
      { key: 'status.PENDING', when: 'State of an approval' },
      { key: 'status.APPROVED', when: 'State of an approval' },
      { key: 'status.REJECTED', when: 'State of an approval' },
      { key: 'status.CANCELED', when: 'State of an approval' },
      { key: 'status.DELETED', when: 'State of an approval' },
      { key: 'status.REVERTED', when: 'State of an approval' },
      { key: 'status.UNKNOWN', when: 'State of an approval' },
      { key: 'progress.title', when: 'Right after the click' },
      { key: 'cc.cancelled', when: 'It was cancelled' },
    ],
  },
  {
    title: 'Answers to a click',
    sentences: [
      { key: 'toast.working', when: 'The click is being worked on' },
      { key: 'toast.already_done', when: 'Someone clicked before', params: { time: '14:05' } },
      { key: 'toast.cancelled', when: 'Cancelled' },
      { key: 'toast.not_yours', when: "Someone else's card" },
      { key: 'toast.outdated', when: 'An old or settled card' },
      { key: 'toast.failed', when: 'It failed' },
    ],
  },
  {
    title: 'The receipt',
    sentences: [
      { key: 'receipt.title', when: 'Title', params: { count: 3 } },
      { key: 'receipt.summary', when: 'In the list of chats', params: { count: 3, approval } },
      { key: 'receipt.recipients', when: 'To whom', params: { people } },
      { key: 'receipt.sender', when: 'By whom', params: { person: '张伟' } },
      { key: 'receipt.initiator', when: 'Whose approval it is', params: { person: '张伟' } },
      { key: 'receipt.left_out_self', when: 'The sender was among the named' },
      { key: 'receipt.open', when: 'Button' },
      { key: 'receipt.read_none', when: 'Nobody has read so far' },
      { key: 'receipt.read', when: 'Some have read', params: { read: 1, total: 3, people: '李华' } },
      { key: 'receipt.read_all', when: 'All have read', params: { people } },
      { key: 'receipt.remind', when: 'Button, for the sender' },
    ],
  },
  {
    title: 'Who has read it',
    sentences: [
      { key: 'reading.title', when: 'Title of the answer to /cc status' },
      { key: 'reading.summary', when: 'In the list of chats', params: { read: 1, total: 3, approval } },
      { key: 'reading.read', when: 'Those who have', params: { count: 3, people } },
      { key: 'reading.unread', when: 'Those who have not', params: { count: 3, people } },
      { key: 'people.more', when: 'After the first 20 names', params: { count: 480 } },
      { key: 'cc.status_usage', when: '/cc status without an approval' },
      { key: 'cc.status_none', when: 'It was never copied' },
      { key: 'toast.reminded', when: 'The others were reminded', params: { count: 2 } },
      { key: 'toast.reminded_already', when: 'Within 4 hours', params: { time: '14:05' } },
      { key: 'toast.all_read', when: 'There is nobody to remind' },
      { key: 'toast.remind_not_yours', when: 'Someone else than the sender clicked' },
      { key: 'reminder.title', when: 'What those who have not read it get' },
      { key: 'reminder.summary', when: 'In the list of chats', params: { approval } },
      { key: 'reminder.text', when: 'Its sentence', params: { person: '张伟' } },
    ],
  },
  {
    title: 'Unread CCs',
    sentences: [
      { key: 'unread.none', when: 'There are none' },
      { key: 'unread.none_left', when: 'All that a card showed is read or put off' },
      { key: 'unread.sent', when: 'In the group where /unread was sent' },
      { key: 'unread.title', when: 'Title of the list', params: { count: 12 } },
      { key: 'unread.summary', when: 'In the list of chats', params: { count: 12 } },
      { key: 'unread.group', when: 'Above those of one definition', params: { name: approval, count: 3 } },
      { key: 'unread.age', when: 'How long it waits', params: { count: 4 } },
      { key: 'unread.age_today', when: 'Less than a day' },
      { key: 'unread.snoozed', when: 'It was put off', params: { date: '2026-06-01' } },
      { key: 'unread.tomorrow', when: 'Menu of each row' },
      { key: 'unread.monday', when: 'Menu of each row' },
      { key: 'unread.date', when: 'Menu of each row' },
      { key: 'unread.previous', when: 'Button' },
      { key: 'unread.next', when: 'Button' },
      { key: 'unread.page', when: 'Between the two', params: { page: 2, pages: 5 } },
      { key: 'unread.all', when: 'Button of the digest' },
      { key: 'unread.note', when: 'Below the list' },
      { key: 'snooze.title', when: 'Putting one off to a date' },
      { key: 'snooze.placeholder', when: 'In the date picker' },
      { key: 'snooze.submit', when: 'Button' },
      { key: 'snooze.back', when: 'Button' },
      { key: 'toast.snoozed', when: 'It was put off', params: { date: '2026-06-01' } },
      { key: 'toast.date_past', when: 'Today or earlier was chosen' },
      { key: 'toast.list_not_yours', when: "Someone else's card" },
    ],
  },
  {
    title: 'The daily digest',
    sentences: [
      { key: 'digest.title', when: 'Title', params: { count: 12 } },
      { key: 'digest.fresh', when: 'Above what the last one did not have', params: { count: 3 } },
      { key: 'digest.earlier', when: 'Above what the last one had', params: { count: 9 } },
      { key: 'digest.note', when: 'Below it' },
      { key: 'digest.on', when: '/digest on', params: { time: '08:30', timezone: 'Asia/Shanghai' } },
      { key: 'digest.off', when: '/digest off' },
      { key: 'digest.paused', when: '/digest pause and a date', params: { date: '2027-01-04' } },
      { key: 'digest.pause_past', when: 'The date is not in the future' },
      { key: 'digest.usage', when: '/digest and something else' },
      { key: 'digest.settings_sent', when: 'In the group where /digest was sent' },
      { key: 'toast.digest_on', when: 'Turned on' },
      { key: 'toast.digest_off', when: 'Turned off' },
      { key: 'toast.digest_saved', when: 'Settings saved' },
      { key: 'toast.settings_not_yours', when: "Someone else's settings" },
    ],
  },
  {
    title: 'The settings of the digest',
    sentences: [
      { key: 'settings.title', when: 'Title' },
      { key: 'settings.is_on', when: 'On', params: { date: '2026-06-01', time: '08:30' } },
      { key: 'settings.is_on_never', when: 'On, but on no day' },
      { key: 'settings.is_off', when: 'Off' },
      { key: 'settings.is_paused', when: 'Paused', params: { date: '2026-06-01' } },
      { key: 'settings.turn_on', when: 'Button' },
      { key: 'settings.turn_off', when: 'Button' },
      { key: 'settings.resume', when: 'Button while paused' },
      { key: 'settings.about', when: 'What it is' },
      { key: 'settings.time', when: 'Field' },
      { key: 'settings.days', when: 'Field' },
      { key: 'day.1', when: 'Its choices' },
      { key: 'day.2', when: 'Its choices' },
      { key: 'day.3', when: 'Its choices' },
      { key: 'day.4', when: 'Its choices' },
      { key: 'day.5', when: 'Its choices' },
      { key: 'day.6', when: 'Its choices' },
      { key: 'day.7', when: 'Its choices' },
      { key: 'settings.timezone', when: 'Field' },
      { key: 'settings.device', when: 'Its first choice' },
      { key: 'settings.more_than', when: 'Field' },
      { key: 'settings.more', when: 'Its choices', params: { count: 4 } },
      { key: 'settings.older_than', when: 'Field' },
      { key: 'settings.older', when: 'Its choices', params: { count: 3 } },
      { key: 'settings.any', when: 'The first choice of both' },
      { key: 'settings.muted', when: 'Field' },
      { key: 'settings.muted_none', when: 'Nothing is chosen' },
      { key: 'settings.pause', when: 'Field' },
      { key: 'settings.pause_none', when: 'Nothing is chosen' },
      { key: 'settings.save', when: 'Button' },
      { key: 'settings.save_on', when: 'Button while off' },
    ],
  },
  {
    title: 'When Feishu does not go along',
    sentences: [
      { key: 'cc.error.rejected', when: 'Feishu refused the CC' },
      { key: 'cc.error.definition_gone', when: 'The approval definition is gone' },
      { key: 'cc.error.instance_gone', when: 'The approval is gone' },
      { key: 'cc.error.signature', when: 'A handwritten signature is needed' },
      { key: 'cc.error.busy', when: 'Feishu failed several times' },
      { key: 'cc.error.uncertain', when: 'No answer came back' },
      { key: 'error.network', when: 'Feishu could not be reached' },
      { key: 'error.scope', when: 'The bot lacks a permission' },
      { key: 'error.quota', when: "The month's calls are used up" },
      { key: 'error.unexpected', when: 'Anything else', params: { reference: 'k3f9-20' } },
    ],
  },
  ...CREATE_SENTENCES,
  {
    title: 'Acting on a third-party task in Feishu',
    sentences: [
      { key: 'quick.not_found', when: 'Nothing of theirs waits there' },
      { key: 'quick.unsupported', when: 'The task does not offer it, or its system takes nothing from here' },
      { key: 'quick.in_progress', when: 'Something else was done about it a moment ago' },
      { key: 'quick.try_again', when: 'A failure of ours' },
      { key: 'quick.unauthentic', when: 'The request does not prove to be from Feishu' },
      {
        key: 'quick.refused_later',
        when: 'By a card, when the system refuses it later',
        params: { message: '预算不足。' },
      },
      { key: 'quick.failed_later', when: 'By a card, when the system was not reached for a day' },
    ],
  },
  ...EXTERNAL_SENTENCES,
];
