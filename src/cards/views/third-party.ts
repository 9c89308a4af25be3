import type { InstanceLinks } from '../../lib/instance-links.ts';
import type { Words } from '../../lib/words.ts';
import type { InstanceStatus } from '../keys.ts';

/** What a person is told of a third-party approval. People are open_ids. */
export interface ThirdPartyNoticeView {
  /** What is the matter, before all else. */
  what: Words;
  colour: 'blue' | 'green' | 'red' | 'grey' | 'turquoise';
  /** Whether something is asked of the reader: the button is louder then. */
  asks: boolean;
  title: Words;
  /** Null where the system hides it. */
  status: InstanceStatus | null;
  serialNumber: string | null;
  node: Words | null;
  initiator: string | null;
  /** Where the initiator is nobody of this organisation. */
  initiatorName: Words | null;
  /** Who has copied it to the reader through the bot, and what that person wrote. */
  by: string | null;
  comment: string | null;
  fields: readonly { name: Words; value: Words }[];
  /** Null where the system gave none that may be opened. */
  links: InstanceLinks | null;
  /** The key of this card, where its reader can mark it as read. */
  mark: string | null;
}
