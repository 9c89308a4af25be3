import { z } from 'zod';
import { type Checker, shaped, wrong } from './entry.ts';

const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** A moment with its offset. */
export const moment = z
  .string()
  .refine((text) => RFC3339.test(text) && !Number.isNaN(Date.parse(text)), 'not RFC 3339');

const date: Checker = (value) => {
  shaped(moment, value);
};

const interval = z.strictObject({ start: moment, end: moment, interval: z.number().min(0) });

const dateInterval: Checker = (value) => {
  const { start, end } = shaped(interval, value);
  if (Date.parse(end) < Date.parse(start)) wrong(value.id, 'ends before it begins');
};

export const dateCheckers: Record<string, Checker> = { date, dateInterval };
