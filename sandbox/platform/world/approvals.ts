import { z } from 'zod';
import { code, decimal, handle, nodeId, text } from './fields.ts';
import { moment } from './moment.ts';

/** A widget as `GET approvals/:code` shows it; what belongs to its type is kept as it is written. */
const widget = z.looseObject({ id: text, name: text, type: text, required: z.boolean() });

const node = z.strictObject({
  name: text,
  need_approver: z.boolean(),
  node_id: nodeId,
  custom_node_id: text.optional(),
  node_type: z.enum(['AND', 'OR', 'SEQUENTIAL', 'CC_NODE']),
  approver_chosen_multi: z.boolean(),
  approver_chosen_range: z
    .array(
      z.strictObject({
        approver_range_type: z.union([z.literal(0), z.literal(1), z.literal(2)]),
        /** Handles of people for type 2, role ids for type 1. */
        approver_range_ids: z.array(text),
      }),
    )
    .optional(),
  require_signature: z.boolean(),
  /** Whether the initiator chooses whom this CC node copies to. */
  need_cc_user: z.boolean().optional(),
  /** Who decides here, by handle: Feishu's rules for that are not in its API, so it does not show this. */
  approvers: z.array(handle).optional(),
});

const viewer = z.strictObject({
  type: z.enum(['TENANT', 'DEPARTMENT', 'USER', 'ROLE', 'USER_GROUP', 'NONE']),
  /** A person's handle for USER, else the id of the department, role or group. */
  id: text.optional(),
});

const definitionCommon = {
  handle,
  approval_code: code,
  /** The definition id that links to the create form need; not the same as the code. */
  approval_id: decimal,
  name: text,
  /** The name in other languages; `name` stands for those that are missing. */
  names: z.strictObject({ 'en-US': text.optional(), 'ja-JP': text.optional() }).default({}),
  status: z.enum(['ACTIVE', 'INACTIVE', 'DELETED']).default('ACTIVE'),
  group: z.strictObject({ external_id: text.optional(), name: text }),
};

export const definition = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('native'),
    ...definitionCommon,
    form: z.array(widget).min(1),
    /** Which options a choice leaves of another, as `GET approvals/:code` says it. */
    form_widget_relation: z.looseObject({ groups: z.array(z.looseObject({})) }).optional(),
    node_list: z.array(node).min(2, 'needs at least the start and the end node'),
    /** Whoever starts or decides says who is next: the API starts none of these. */
    free_process: z.boolean().default(false),
    viewers: z.array(viewer).min(1),
    admins: z.array(handle).default([]),
  }),
  /** A third-party definition: it appears in lists, and no native endpoint knows it. */
  z.strictObject({
    kind: z.literal('external'),
    ...definitionCommon,
    /** The code that its owner gave it; approval_code is the one that Feishu gave back. Its handle when left out. */
    custom_code: text.optional(),
    batch_cc_read: z.boolean().default(false),
  }),
]);

const task = z.strictObject({
  id: decimal,
  node: nodeId,
  approver: handle,
  status: z.enum(['PENDING', 'APPROVED', 'REJECTED', 'TRANSFERRED', 'DONE']),
  type: z.enum(['AND', 'OR', 'AUTO_PASS', 'AUTO_REJECT', 'SEQUENTIAL']).default('AND'),
  started: moment,
  ended: moment.optional(),
});

const TIMELINE_TYPES = [
  'START',
  'PASS',
  'REJECT',
  'AUTO_PASS',
  'AUTO_REJECT',
  'REMOVE_REPEAT',
  'TRANSFER',
  'ADD_APPROVER_BEFORE',
  'ADD_APPROVER',
  'ADD_APPROVER_AFTER',
  'DELETE_APPROVER',
  'ROLLBACK_SELECTED',
  'ROLLBACK',
  'CANCEL',
  'DELETE',
] as const;

/** An entry of the timeline; copies are written under `ccs` and join the timeline by themselves. */
const timelineEntry = z.strictObject({
  type: z.enum(TIMELINE_TYPES),
  at: moment,
  by: handle,
  task: decimal.optional(),
  comment: text.optional(),
});

/** One act of copying: by one person, to some, at one time. */
const cc = z.strictObject({
  by: handle,
  at: moment,
  comment: text.optional(),
  to: z.array(z.strictObject({ person: handle, cc_id: decimal, read: moment.optional() })).min(1),
  /** Third-party approvals only. */
  title: text.optional(),
});

export const instance = z.strictObject({
  handle,
  definition: handle,
  instance_code: code,
  uuid: text.optional(),
  serial_number: text,
  initiator: handle,
  status: z.enum(['PENDING', 'APPROVED', 'REJECTED', 'CANCELED', 'DELETED']),
  /** Withdrawn after it was approved: lists leave it out. */
  reverted: z.boolean().default(false),
  started: moment,
  ended: moment.optional(),
  form: z.array(z.looseObject({ id: text, type: text, value: z.unknown() })).default([]),
  tasks: z.array(task).default([]),
  /** Who is asked once all tasks so far are approved, one after the other. */
  later: z.array(z.strictObject({ node: nodeId, approver: handle })).default([]),
  timeline: z.array(timelineEntry).default([]),
  comments: z.array(z.strictObject({ id: decimal, by: handle, at: moment, comment: text })).default([]),
  ccs: z.array(cc).default([]),
  /** Third-party approvals only. */
  external: z.strictObject({ id: text, title: text, pc_link: z.url(), mobile_link: z.url() }).optional(),
});

export type DefinitionSpec = z.infer<typeof definition>;
export type InstanceSpec = z.infer<typeof instance>;
