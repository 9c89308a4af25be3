/** What the page and the sandbox say to each other. Types only: both sides are built apart. */

export type Language = 'zh_cn' | 'en_us' | 'ja_jp';
export type InLanguages = Record<Language, string>;
export type Card = Record<string, unknown>;

export interface PagePerson {
  handle: string;
  name: string;
  en_name?: string;
  open_id: string;
  language: Language;
  timezone: string;
  /** Can't take part any more, or not with the bot. */
  outside: boolean;
}

export interface PageChat {
  handle: string;
  type: 'group' | 'p2p';
  name: string;
  /** Handles. */
  members: string[];
  bot: boolean;
}

/** How far a message got on its way to the bot. */
export interface Told {
  state: 'delivered' | 'waiting' | 'given up' | 'not sent';
  attempts: number;
  /** `500`, `ECONNREFUSED`. */
  error?: string;
}

export interface PageMessage {
  message_id: string;
  /** Handle of the chat. */
  chat: string;
  /** Handle of a person, or `bot`. */
  sender: string;
  msg_type: 'text' | 'post' | 'interactive' | 'image' | 'file' | 'media' | 'audio' | 'merge_forward';
  content: Record<string, unknown>;
  mentions: { key: string; open_id: string; name: string }[];
  parent_id?: string;
  create_time: number;
  update_time: number;
  recalled: boolean;
  told?: Told;
}

export interface Command {
  name: string;
  about: InLanguages;
}

/** An entry of the bot's menu. */
export interface MenuEntry {
  key: string;
  name: InLanguages;
}

export interface ClockState {
  /** Unix time in milliseconds. */
  now: number;
  /** When the next event is sent again, if one waits for that. */
  next_retry?: number;
}

export type BotState = 'running' | 'stopped' | 'starting' | 'elsewhere';

export interface PageState {
  app: { name: string; open_id: string; commands: Command[]; menu: MenuEntry[] };
  me: string;
  people: PagePerson[];
  chats: PageChat[];
  messages: PageMessage[];
  unread_copies: number;
  clock: ClockState;
  bot: BotState;
}

export type PageEvent =
  /** Everything, once: what a client starts with. */
  | { type: 'state'; state: PageState; traffic: TrafficRow[] }
  | { type: 'message'; message: PageMessage }
  | { type: 'traffic'; row: TrafficRow }
  | { type: 'approvals'; unread_copies: number }
  | { type: 'faults' }
  | { type: 'app'; app: PageState['app'] }
  | { type: 'templates' }
  | { type: 'bot'; bot: BotState }
  | { type: 'clock'; clock: ClockState };

export interface Toast {
  type?: 'info' | 'success' | 'error' | 'warning';
  content?: string;
  i18n?: Partial<InLanguages>;
}

/** What a click came to: a toast, or the code of the client's own error. */
export interface ClickAnswer {
  toast?: Toast;
  clientCode?: number;
  problem?: string;
}

export type ApprovalStatus = 'PENDING' | 'APPROVED' | 'REJECTED' | 'CANCELED' | 'DELETED';
export type Decision = 'approve' | 'reject' | 'withdraw';

export interface ApprovalRow {
  key: string;
  instance_code: string;
  serial_number: string;
  name: InLanguages;
  status: ApprovalStatus;
  /** Handle. */
  initiator: string;
  at: number;
  unread: boolean;
  /** The first values of the form. */
  summary: InLanguages;
}

export type ApprovalList = 'todo' | 'done' | 'cc' | 'mine';
export type ApprovalLists = Record<ApprovalList, ApprovalRow[]>;

export interface TimelineRow {
  type: string;
  at: number;
  by: string;
  comment?: string;
  to: string[];
}

export interface ApprovalDetail extends ApprovalRow {
  form: { name: InLanguages; value: InLanguages }[];
  timeline: TimelineRow[];
  comments: { by: string; at: number; comment: string }[];
  /** Whose answer is awaited. */
  waiting: string[];
  may: Decision[];
  /** Where a third-party approval lives. */
  link?: string;
}

export interface TrafficRow {
  id: string;
  kind: 'event' | 'callback' | 'call';
  at: number;
  title: string;
  /** HTTP status of the last answer. */
  status?: number;
  /** The platform's or the client's code. */
  code?: number;
  ms?: number;
  state: 'ok' | 'waiting' | 'failed';
}

export interface TrafficDetail extends TrafficRow {
  signature?: 'valid' | 'wrong' | 'missing';
  request: { headers: Record<string, unknown>; body: unknown };
  answers: { at: number; ms?: number; status?: number; error?: string; body?: unknown }[];
  note?: string;
}

export interface FaultSwitch {
  id: string;
  on: boolean;
}

/** The templates, and the names of the people in them. */
export interface GalleryCards {
  people: Record<string, string>;
  cards: GalleryCard[];
  /** Why there are none. */
  problems: CardProblem[];
}

export interface CardProblem {
  file: string | null;
  line: number | null;
  reason: string;
}

export interface GalleryCard {
  name: string;
  example: string;
  card: Card;
}
