import { z } from 'zod';
import { behaviors, confirm, icon, multiUrl, plainText, titleText } from './parts.ts';
import {
  color,
  common,
  elementId,
  horizontalAlign,
  innerPadding,
  layout,
  padding,
  radius,
  spacing,
  verticalAlign,
} from './values.ts';

const action = z.strictObject({ multi_url: multiUrl.optional() }).optional();
const size = (least: number) =>
  z.string().refine((s) => Number(s.slice(0, -2)) >= least && /^\d{1,3}px$/.test(s), `at least ${least}px`);

const columnShape = (elements: z.ZodType) =>
  z.strictObject({
    tag: z.literal('column'),
    ...common,
    ...layout,
    background_style: color.optional(),
    width: z
      .string()
      .regex(/^(auto|weighted|\d{1,3}px)$/)
      .optional(),
    weight: z.int().min(1).max(5).optional(),
    padding: innerPadding.optional(),
    elements: elements.optional(),
    action,
  });

const columnSetShape = (elements: z.ZodType) =>
  z.strictObject({
    tag: z.literal('column_set'),
    ...common,
    horizontal_spacing: spacing.optional(),
    horizontal_align: horizontalAlign.optional(),
    flex_mode: z.enum(['none', 'stretch', 'flow', 'bisect', 'trisect']).optional(),
    background_style: color.optional(),
    columns: z.array(columnShape(elements)),
    action,
  });

const formShape = (elements: z.ZodType) =>
  z.strictObject({
    tag: z.literal('form'),
    ...common,
    ...layout,
    name: z.string().min(1),
    padding: padding.optional(),
    elements,
    confirm: confirm.optional(),
  });

const interactiveShape = (elements: z.ZodType) =>
  z.strictObject({
    tag: z.literal('interactive_container'),
    ...common,
    ...layout,
    name: z.string().optional(),
    width: z.union([z.enum(['fill', 'auto']), size(16)]).optional(),
    height: z.union([z.literal('auto'), size(10)]).optional(),
    background_style: z.union([z.literal('laser'), color]).optional(),
    has_border: z.boolean().optional(),
    border_color: color.optional(),
    corner_radius: radius.optional(),
    padding: padding.optional(),
    behaviors,
    hover_tips: plainText.optional(),
    disabled: z.boolean().optional(),
    disabled_tips: plainText.optional(),
    confirm: confirm.optional(),
    elements,
  });

const panelHeader = z.strictObject({
  title: z.union([titleText, z.strictObject({ ...titleText.shape, tag: z.literal('markdown') })]).optional(),
  background_color: color.optional(),
  width: z.enum(['fill', 'auto', 'auto_when_fold']).optional(),
  vertical_align: verticalAlign.optional(),
  padding: padding.optional(),
  position: z.enum(['top', 'bottom']).optional(),
  icon: icon.optional(),
  icon_position: z.enum(['left', 'right', 'follow_text']).optional(),
  icon_expanded_angle: z.union([-180, -90, 90, 180].map((angle) => z.literal(angle))).optional(),
});

const panelShape = (elements: z.ZodType) =>
  z.strictObject({
    tag: z.literal('collapsible_panel'),
    ...common,
    ...layout,
    element_id: elementId.optional(),
    expanded: z.boolean().optional(),
    padding: padding.optional(),
    background_color: color.optional(),
    header: panelHeader,
    border: z.strictObject({ color: color.optional(), corner_radius: radius.optional() }).optional(),
    elements: elements.optional(),
  });

/** The containers (folder "容器" of the component pages), around what may stand inside. */
export const containerElements = (elements: z.ZodType) =>
  [columnSetShape(elements), formShape(elements), interactiveShape(elements), panelShape(elements)] as const;
