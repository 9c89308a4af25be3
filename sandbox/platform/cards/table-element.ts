import { z } from 'zod';
import { color, common, horizontalAlign, verticalAlign } from './values.ts';

const DATA_TYPES = ['text', 'lark_md', 'options', 'number', 'persons', 'date', 'markdown'] as const;

const column = z.strictObject({
  name: z.string().min(1),
  display_name: z.string().optional(),
  i18n_display_name: z.record(z.string(), z.string()).optional(),
  width: z
    .string()
    .regex(/^(auto|\d{2,3}px|\d{1,3}%)$/)
    .optional(),
  vertical_align: verticalAlign.optional(),
  horizontal_align: horizontalAlign.optional(),
  data_type: z.enum(DATA_TYPES),
  format: z
    .strictObject({
      precision: z.int().min(0).max(10).optional(),
      symbol: z.string().optional(),
      separator: z.boolean().optional(),
    })
    .optional(),
  date_format: z.string().optional(),
});

/** The table (page "表格"). Rows are checked against the columns elsewhere. */
export const table = z.strictObject({
  tag: z.literal('table'),
  ...common,
  page_size: z.int().min(1).max(10).optional(),
  row_height: z
    .string()
    .regex(/^(low|middle|high|auto|\d{2,3}px)$/)
    .optional(),
  row_max_height: z
    .string()
    .regex(/^\d{2,3}px$/)
    .optional(),
  freeze_first_column: z.boolean().optional(),
  header_style: z
    .strictObject({
      text_align: horizontalAlign.optional(),
      text_size: z.string().optional(),
      background_style: z.enum(['none', 'grey']).optional(),
      text_color: color.optional(),
      bold: z.boolean().optional(),
      lines: z.int().min(1).optional(),
    })
    .optional(),
  columns: z.array(column),
  rows: z.array(z.unknown()),
});

const texts = z.array(z.string());
const option = z.strictObject({ text: z.string(), color: z.string().optional() });

/** What a cell of each data type holds. */
export const CELLS: Record<(typeof DATA_TYPES)[number], z.ZodType> = {
  text: z.union([z.string(), z.number()]),
  lark_md: z.string(),
  markdown: z.string(),
  number: z.number(),
  date: z.number(),
  options: z.array(option),
  persons: z.union([z.string(), texts]),
};
