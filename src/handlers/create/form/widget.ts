import type { Option, Precision, Range } from '../../../feishu/definition-json.ts';
import type { Words } from '../../../lib/words.ts';
import type { Condition } from './condition.ts';

/** An option, as each reader reads it. */
export interface Choosable extends Omit<Option, 'text'> {
  text: Words;
  /** What the definition says in its own language, where no reader reads that. */
  own?: string;
}

interface Base {
  id: string;
  customId: string | undefined;
  /** Feishu's name of the control, which a creation repeats. */
  type: string;
  name: Words;
  required: boolean;
  condition: Condition | undefined;
  /** The default of the definition, as it stands there. */
  initial: string | undefined;
}

export type Settings =
  | { kind: 'text'; multiline: boolean }
  | ({ kind: 'number' } & Range)
  | ({ kind: 'amount'; currencies: string[] } & Range)
  | { kind: 'formula'; expression: string }
  | { kind: 'date'; precision: Precision }
  | { kind: 'interval'; precision: Precision; free: boolean }
  | { kind: 'choice'; multi: boolean; options: Choosable[] }
  | { kind: 'people'; multi: boolean; notSelf: boolean }
  | { kind: 'department' }
  | { kind: 'connect'; from: string[] }
  | { kind: 'address'; detail: 'none' | 'optional' | 'required' }
  | { kind: 'document' }
  | { kind: 'telephone'; accepts: 'MOBILE' | 'FIXED_LINE' | 'FIXED_LINE_OR_MOBILE' }
  | { kind: 'files'; image: boolean }
  | { kind: 'list'; children: Widget[]; most: number }
  | { kind: 'group'; group: 'leave' | 'work' | 'out' | 'shift'; children: Widget[] }
  /** An explanation without a value. */
  | { kind: 'note'; text: Words }
  /** Filled by Feishu alone, such as a serial number. */
  | { kind: 'automatic' }
  /** Can be filled in Feishu's own form only. */
  | { kind: 'foreign' };

/** One control of a definition's form, whichever shape it was written in. */
export type Widget = Base & Settings;
export type WidgetOf<Kind extends Settings['kind']> = Extract<Widget, { kind: Kind }>;
