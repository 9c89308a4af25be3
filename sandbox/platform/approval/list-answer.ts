import type { UserIdType } from '../world/directory.ts';
import { definitionName } from './definitions.ts';
import type { Instance, InstanceStatus } from './model.ts';

const STATUS: Readonly<Record<InstanceStatus, string>> = {
  PENDING: 'pending',
  APPROVED: 'approved',
  REJECTED: 'rejected',
  CANCELED: 'canceled',
  DELETED: 'deleted',
};

/** The parts about definition, group and instance in an item of either list. Links and titles are for third-party ones. */
export function listItem(instance: Instance, idType: UserIdType, language: string | undefined): object {
  const { definition, external } = instance;
  return {
    approval: {
      code: definition.approval_code,
      name: definitionName(definition, language),
      is_external: definition.kind === 'external',
      ...(definition.kind === 'external' && { external: { batch_cc_read: definition.batch_cc_read } }),
      approval_id: definition.approval_id,
      icon: '',
    },
    group: { external_id: definition.group.external_id ?? '', name: definition.group.name },
    instance: {
      code: instance.instance_code,
      external_id: external?.id ?? '',
      user_id: instance.initiator[idType],
      start_time: String(instance.started_at),
      end_time: String(instance.ended_at ?? 0),
      status: STATUS[instance.status],
      extra: '{}',
      serial_id: instance.serial_number,
      ...(external && {
        title: external.title,
        link: { pc_link: external.pc_link, mobile_link: external.mobile_link },
      }),
    },
  };
}
