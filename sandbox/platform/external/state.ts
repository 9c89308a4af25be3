import type { World } from '../world/schema.ts';
import type { InstanceBody } from './body.ts';
import type { DefinitionBody } from './definition-body.ts';

/** A third-party definition under its two codes. */
export interface ExternalDefinition {
  readonly customCode: string;
  readonly realCode: string;
  body: DefinitionBody;
}

/** A third-party instance as the last accepted pushes have left it. */
export interface ExternalState {
  body: InstanceBody;
  /** Unix ms of the last call about it. */
  synced_at: number;
}

export interface Externals {
  readonly definitions: ExternalDefinition[];
  /** By `instance_id`. */
  readonly instances: Map<string, ExternalState>;
  /** Names of the groups by their code. */
  readonly groups: Map<string, string>;
}

/** Third-party approvals of the tenant: the definitions of the world, and what systems push. */
export function createExternals(world: World): Externals {
  const externals: Externals = { definitions: [], instances: new Map(), groups: new Map() };
  for (const spec of world.definitions) {
    if (spec.kind !== 'external') continue;
    const { external_id: group_code = '', name: group } = spec.group;
    externals.groups.set(group_code, group);
    externals.definitions.push({
      customCode: spec.custom_code ?? spec.handle,
      realCode: spec.approval_code,
      body: {
        approval_name: '@i18n@name',
        approval_code: spec.custom_code ?? spec.handle,
        group_code,
        group_name: '@i18n@group',
        external: { support_batch_read: spec.batch_cc_read },
        viewers: [{ viewer_type: 'TENANT' }],
        i18n_resources: [
          {
            locale: 'zh-CN',
            is_default: true,
            texts: [
              { key: '@i18n@name', value: spec.name },
              { key: '@i18n@group', value: group },
            ],
          },
        ],
      },
    });
  }
  return externals;
}
