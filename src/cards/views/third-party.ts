import type { InstanceLinks } from '../../lib/instance-links.ts';
import type { Words } from '../../lib/words.ts';
import type { InstanceStatus } from '../keys.ts';

/** What a person is told of a third-party approval. People are open_ids. */
export interface ExternalNoticeView {
  /** What is the matter, before all else. */
  what: Words;
  colour: 'blue' | 'green' | 'red' | 'grey' | 'turquoise';
  /** Whether something is asked of the reader: the button is louder then. */
  asks: boolean;
  title: Words;
  /** Left out where the system hides it. */
  status?: InstanceStatus;
  serialNumber?: string;
  node?: Words;
  initiator?: string;
  /** Where the initiator is nobody of this organisation. */
  initiatorName?: Words;
  /** Who has copied it to the reader through the bot, and what that person wrote. */
  by?: string;
  comment?: string;
  fields: readonly { name: Words; value: Words }[];
  /** Left out where the system gave none that may be opened. */
  links?: InstanceLinks;
  /** The key of this card, where its reader can mark it as read. */
  mark?: string;
}
