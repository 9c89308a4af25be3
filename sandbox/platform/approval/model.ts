import type { DefinitionSpec, InstanceSpec } from '../world/approvals.ts';
import type { Person } from '../world/schema.ts';

export type Definition = DefinitionSpec;
export type NativeDefinition = Extract<DefinitionSpec, { kind: 'native' }>;
export type InstanceStatus = InstanceSpec['status'];

export interface Task {
  readonly id: string;
  readonly node_id: string;
  readonly approver: Person;
  readonly type: InstanceSpec['tasks'][number]['type'];
  status: InstanceSpec['tasks'][number]['status'];
  readonly started_at: number;
  ended_at: number | undefined;
}

/** Tasks that are to be opened together; where there is nobody to decide, it passes by itself. */
export interface Step {
  readonly node_id: string;
  readonly type: Task['type'];
  readonly approvers: readonly Person[];
}

export interface TimelineEntry {
  readonly type: InstanceSpec['timeline'][number]['type'] | 'CC';
  readonly at: number;
  readonly by: Person;
  readonly task_id: string | undefined;
  readonly comment: string | undefined;
  /** Whom a CC entry went to. */
  readonly copies: readonly Copy[];
}

/** One CC row: an instance copied to one person, once. */
export interface Copy {
  readonly cc_id: string;
  readonly instance: Instance;
  readonly recipient: Person;
  readonly by: Person;
  readonly created_at: number;
  readonly title: string | undefined;
  /** Third-party copies have a link of their own, and the version that their system gave them. */
  readonly link?: { readonly pc_link: string; readonly mobile_link: string };
  readonly version?: string;
  read_at: number | undefined;
}

export interface Instance {
  readonly handle: string;
  readonly instance_code: string;
  readonly uuid: string;
  readonly serial_number: string;
  readonly definition: Definition;
  readonly initiator: Person;
  status: InstanceStatus;
  reverted: boolean;
  readonly started_at: number;
  ended_at: number | undefined;
  readonly form: InstanceSpec['form'];
  readonly tasks: Task[];
  /** Who is asked next, once nobody's task is open. */
  readonly later: Step[];
  readonly timeline: TimelineEntry[];
  readonly comments: readonly { id: string; by: Person; at: number; comment: string }[];
  readonly external: InstanceSpec['external'];
}

/** A file that lies ready for the form of an instance. */
export interface UploadedFile {
  readonly name: string;
  readonly type: 'image' | 'attachment';
  readonly size: number;
  /** Of its bytes, in hexadecimal. */
  readonly sha256: string;
}
