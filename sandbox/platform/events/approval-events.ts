import type { Copy, Instance, Task } from '../approval/model.ts';
import type { Platform } from '../platform.ts';
import { hasScope } from '../platform.ts';
import type { Delivery } from './deliveries.ts';
import { v1Envelope } from './envelopes.ts';

interface ApprovalEvent {
  readonly type: 'approval_cc' | 'approval_instance' | 'approval_task';
  readonly [property: string]: unknown;
}

const EVENT_SCOPES = ['approval:approval:readonly', 'approval:approval'];

/** Sends an approval event when the app has subscribed to the definition and may receive it. */
function emit(instance: Instance, event: ApprovalEvent, platform: Platform): Promise<Delivery> | undefined {
  const { approval_code } = instance.definition;
  if (!platform.approvals.subscriptions.has(approval_code) || !hasScope(platform, ...EVENT_SCOPES))
    return undefined;
  const payload = v1Envelope({ ...event, approval_code, instance_code: instance.instance_code }, platform);
  return platform.deliveries.send(payload);
}

/** approval_cc: a copy was made, or was read. `user_id` is the recipient, `from` who copied. */
export function emitCc(
  copy: Copy,
  operate: 'CREATE' | 'READ',
  platform: Platform,
): Promise<Delivery> | undefined {
  return emit(
    copy.instance,
    {
      type: 'approval_cc',
      id: copy.cc_id,
      user_id: copy.recipient.user_id,
      create_time: copy.created_at,
      operate,
      from: copy.by.user_id,
    },
    platform,
  );
}

/** approval_instance: an instance has another status. It does not say who started it. */
export function emitInstance(instance: Instance, platform: Platform): Promise<Delivery> | undefined {
  const at = String(platform.clock.now());
  const { status, uuid } = instance;
  return emit(
    instance,
    { type: 'approval_instance', status, operate_time: at, instance_operate_time: at, uuid },
    platform,
  );
}

/** approval_task: somebody was asked, or has answered. */
export function emitTask(instance: Instance, task: Task, platform: Platform): Promise<Delivery> | undefined {
  const { user_id, open_id } = task.approver;
  return emit(
    instance,
    {
      type: 'approval_task',
      user_id,
      open_id,
      task_id: task.id,
      status: task.status,
      operate_time: String(platform.clock.now()),
      custom_key: '',
      def_key: task.node_id,
      extra: '',
    },
    platform,
  );
}
