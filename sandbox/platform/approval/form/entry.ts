import { z } from 'zod';
import { refuse } from '../../errors.ts';
import type { Platform } from '../../platform.ts';
import type { Person } from '../../world/schema.ts';
import type { NativeDefinition } from '../model.ts';

export type Widget = NativeDefinition['form'][number];

/** One control's value as a creation carries it. What else may stand beside it depends on the control. */
export const entry = z.strictObject({
  id: z.string().min(1),
  type: z.string().min(1),
  value: z.unknown().optional(),
  name: z.string().optional(),
  required: z.boolean().optional(),
  custom_id: z.string().optional(),
  currency: z.string().optional(),
  open_ids: z.array(z.string()).optional(),
});
export type Entry = z.infer<typeof entry>;

export interface FormContext {
  readonly platform: Platform;
  readonly initiator: Person;
  /** The whole form, for what is computed from other controls. */
  readonly entries: readonly Entry[];
  /** The row or group in which a control stands. */
  readonly beside?: readonly Entry[];
  /** The id of the list or group around it. */
  readonly within?: string;
  /** `form_widget_relation` of the definition. */
  readonly relation?: object | undefined;
  readonly checkers: Checkers;
}

/** Refuses a value; it returns only for one that is fine. */
export type Checker = (value: Entry, widget: Widget, context: FormContext) => void;
/** By the type of the control. */
export type Checkers = Readonly<Record<string, Checker | undefined>>;

/** The refusal of a form: the message names the control as the platform does. */
export function wrong(id: string, why: string): never {
  return refuse(1390001, `ext=控件值不合法或者为空。控件= ${id} (${why})`);
}

/** Checks the shape of a value. */
export function shaped<T>(schema: z.ZodType<T>, { id, value }: Pick<Entry, 'id' | 'value'>): T {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : wrong(id, parsed.error.issues[0]?.message ?? 'wrong shape');
}

export const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
