import type { Logger } from 'pino';
import type { CardBook } from '../../cards/book.ts';
import type { NoticeKey, ProblemKey } from '../../cards/keys.ts';
import type { ApprovalPort } from '../../feishu/approvals.ts';
import type { CreationPort } from '../../feishu/creations.ts';
import type { Definition, DefinitionPort } from '../../feishu/definitions.ts';
import type { Department, DirectoryPort } from '../../feishu/directory.ts';
import type { DistrictPort } from '../../feishu/districts.ts';
import type { FilePort } from '../../feishu/files.ts';
import type { InvolvementPort } from '../../feishu/involvements.ts';
import type { MembershipPort } from '../../feishu/memberships.ts';
import type { MessagePort } from '../../feishu/messages.ts';
import type { PlatformTime } from '../../feishu/platform-time.ts';
import type { Clock } from '../../lib/clock.ts';
import type { InstanceLinks } from '../../lib/instance-links.ts';
import type { Words } from '../../lib/words.ts';
import type { Db } from '../../store/db.ts';
import type { Draft } from '../../store/tables/drafts.ts';
import type { Summaries } from '../../summary/summaries.ts';
import type { Translated, Translations } from '../../wording/translations.ts';
import type { Problem } from './form/control.ts';
import type { Filled } from './form/filled.ts';

/** What the creation of approvals is built from. */
export interface CreateDeps {
  db: Db;
  cards: CardBook;
  approvals: ApprovalPort;
  creations: CreationPort;
  definitions: DefinitionPort;
  /** What definitions say in other languages than their own. */
  translations: Translations;
  directory: DirectoryPort;
  memberships: MembershipPort;
  districts: DistrictPort;
  files: FilePort;
  lists: InvolvementPort;
  messages: MessagePort;
  links(instanceCode: string): InstanceLinks;
  summaries: Pick<Summaries, 'toldOf'>;
  /** Opens Feishu's own form. */
  formLinks(approvalId: string | undefined): InstanceLinks;
  /** The definitions that are offered. */
  approvalCodes: string[];
  clock: Clock;
  time: Pick<PlatformTime, 'estimate'>;
  log: Logger;
  newId(): string;
}

/** Where a form was asked for; without a message it was by a button or the menu. */
export interface Origin {
  messageId: string | null;
  chatId: string;
  direct: boolean;
}

/** A definition as the form was made of it; drafts from before relations were read have none. */
export interface FormDefinition extends Pick<Definition, 'name' | 'form' | 'nodes'> {
  relation?: string | undefined;
  /** What it says in other languages. */
  texts?: Translated;
}

/** People whom a reply has put into a field. */
export interface Added {
  /** The first revision that has them. */
  revision: number;
  name: string;
  multi: boolean;
  people: string[];
  /** Who was there already. */
  before: string[];
}

/** A file of a message that does not go into the form: the how-manieth picture it is there, or its name. */
export interface LeftOut {
  why: ProblemKey;
  picture?: number;
  name?: string;
}

export interface Arriving {
  left: number;
  /** How many the message has, and how many of these are not taken. */
  of?: number;
  more?: number;
  count: number;
  /** The labels of the fields. */
  fields: Words[];
  leftOut?: LeftOut[];
}

/** What a draft holds besides its place in the table. */
export interface DraftBody {
  origin: Origin;
  /** What was typed to find the definition. */
  words: string;
  definition: FormDefinition | null;
  filled: Filled;
  /** Of the person; a choice is asked for when there are several. */
  departments: Department[];
  /** open_ids that were added by replies. */
  people: string[];
  problems: Problem[];
  /** The first unit of the page that is shown, and those of the pages before it. */
  at: number;
  /** The unit with which the page after it began; null when it was the last, left out until somebody fills it in. */
  until?: string | null | undefined;
  trail: number[];
  /** Revisions that one drawn card is good for, and its fields: replies change a draft and leave the card. */
  untouched?: { from: number; to: number; fields: string[] } | undefined;
  /** Whom replies have added, for cards that were drawn before. */
  added?: Added[] | undefined;
  /** How many files of a message are still on their way, and where the others went; by message_id. */
  arriving?: Record<string, Arriving> | undefined;
  /** The field for which a reply is awaited. */
  target: { kind: 'file' | 'people'; key: string } | null;
  /** Who would decide, after it was asked for. */
  flow: { name: Words; people: string[] }[] | null;
  /** A sentence above the form, and what stands in it. */
  notice: NoticeKey | 'form.changed' | null;
  noticeParams?: Record<string, string> | undefined;
}

export type FormDraft = Draft<DraftBody>;

/** The key under which the card of a draft is first sent; later it is only replaced. */
export const cardKey = (draftId: string) => `create:${draftId}`;

/** The draft of a card's key. */
export const draftOfKey = (key: string) =>
  key.startsWith('create:') ? key.slice('create:'.length) : undefined;

export const emptyBody = (origin: Origin, words: string): DraftBody => ({
  origin,
  words,
  definition: null,
  filled: { values: {}, rows: {}, files: {}, found: {} },
  departments: [],
  people: [],
  problems: [],
  at: 0,
  trail: [],
  target: null,
  flow: null,
  notice: null,
});
