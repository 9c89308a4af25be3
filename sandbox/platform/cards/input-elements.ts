import { z } from 'zod';
import {
  address,
  behaviors,
  callbacks,
  confirm,
  icon,
  multiUrl,
  plainText,
  shortText,
  styledText,
} from './parts.ts';
import { common, inLanguages, inputWidth, padding } from './values.ts';

const yes = z.boolean().optional();
const placeholder = shortText(100).optional();

const field = <T extends string>(name: T) => ({
  tag: z.literal(name),
  ...common,
  name: z.string().optional(),
  required: yes,
  disabled: yes,
  width: inputWidth.optional(),
  placeholder,
  behaviors: callbacks.optional(),
  confirm: confirm.optional(),
});
const border = { type: z.enum(['default', 'text']).optional() };

const option = z.strictObject({ text: plainText, value: z.string(), icon: icon.optional() });
const personOption = z.strictObject({ value: z.string() });
/** What a callback carries, from before. */
export const legacyValue = { value: z.union([z.string(), z.record(z.string(), z.unknown())]).optional() };

const input = z.strictObject({
  ...field('input'),
  disabled_tips: plainText.optional(),
  default_value: z.string().optional(),
  i18n_default_value: inLanguages(z.string()).optional(),
  max_length: z.int().min(1).max(1000).optional(),
  input_type: z.enum(['text', 'multiline_text', 'password']).optional(),
  show_icon: yes,
  rows: z.int().min(1).optional(),
  auto_resize: yes,
  max_rows: z.int().min(1).optional(),
  label: plainText.optional(),
  label_position: z.enum(['top', 'left']).optional(),
  ...legacyValue,
});

const selects = [
  z.strictObject({
    ...field('select_static'),
    ...border,
    options: z.array(option).optional(),
    initial_option: z.string().optional(),
    initial_index: z.int().min(0).optional(),
  }),
  z.strictObject({
    ...field('multi_select_static'),
    ...border,
    name: z.string(),
    options: z.array(option).optional(),
    selected_values: z.array(z.string()).optional(),
  }),
  z.strictObject({
    ...field('select_person'),
    ...border,
    options: z.array(personOption).optional(),
    initial_option: z.string().optional(),
  }),
  z.strictObject({
    ...field('multi_select_person'),
    ...border,
    name: z.string(),
    options: z.array(personOption).optional(),
    selected_values: z.array(z.string()).optional(),
  }),
] as const;

const DAY = String.raw`\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`;
const TIME = String.raw`([01]\d|2[0-3]):[0-5]\d`;
const like = (pattern: string, form: string) =>
  z
    .string()
    .regex(new RegExp(`^${pattern}$`), form)
    .optional();

const pickers = [
  z.strictObject({ ...field('date_picker'), initial_date: like(DAY, 'yyyy-MM-dd'), ...legacyValue }),
  z.strictObject({ ...field('picker_time'), initial_time: like(TIME, 'HH:mm'), ...legacyValue }),
  z.strictObject({
    ...field('picker_datetime'),
    initial_datetime: like(`${DAY} ${TIME}`, 'yyyy-MM-dd HH:mm'),
    ...legacyValue,
  }),
] as const;

const BUTTON_TYPES = [
  'default',
  'primary',
  'danger',
  'text',
  'primary_text',
  'danger_text',
  'primary_filled',
  'danger_filled',
  'laser',
] as const;

/** From before, and in examples of version 2.0. */
const formerButton = {
  ...legacyValue,
  url: address.optional(),
  action_type: z.enum(['link', 'request', 'multi', 'form_submit', 'form_reset']).optional(),
};

const button = z.strictObject({
  tag: z.literal('button'),
  ...common,
  name: z.string().optional(),
  type: z.enum(BUTTON_TYPES).optional(),
  size: z.enum(['tiny', 'small', 'medium', 'large']).optional(),
  width: inputWidth.optional(),
  text: shortText(100).optional(),
  icon: icon.optional(),
  hover_tips: plainText.optional(),
  disabled: yes,
  disabled_tips: plainText.optional(),
  confirm: confirm.optional(),
  behaviors: behaviors.optional(),
  form_action_type: z.enum(['submit', 'reset']).optional(),
  required: yes,
  ...formerButton,
});

const checker = z.strictObject({
  tag: z.literal('checker'),
  ...common,
  name: z.string().optional(),
  checked: yes,
  required: yes,
  text: styledText.optional(),
  overall_checkable: yes,
  button_area: z
    .strictObject({
      pc_display_rule: z.enum(['always', 'on_hover']).optional(),
      buttons: z.array(button).max(3).optional(),
    })
    .optional(),
  checked_style: z
    .strictObject({ show_strikethrough: yes, opacity: z.number().min(0).max(1).optional() })
    .optional(),
  padding: padding.optional(),
  confirm: confirm.optional(),
  behaviors: callbacks.optional(),
  hover_tips: plainText.optional(),
  disabled: yes,
  disabled_tips: plainText.optional(),
});

const overflow = z.strictObject({
  tag: z.literal('overflow'),
  ...common,
  width: inputWidth.optional(),
  options: z.array(
    z.strictObject({
      text: shortText(100).optional(),
      multi_url: multiUrl.optional(),
      value: z.string().optional(),
    }),
  ),
  behaviors: callbacks.optional(),
  confirm: confirm.optional(),
});

/** The elements that people act on (folder "交互" of the component pages). */
export const inputElements = [input, ...selects, ...pickers, button, checker, overflow] as const;
