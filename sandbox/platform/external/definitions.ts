import { z } from 'zod';
import type { Definition } from '../approval/model.ts';
import { refuse, refuseFields } from '../errors.ts';
import { endpoint, noBody, success, userIdType } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { capitals, decimalId } from '../ids.ts';
import { PER_MINUTE_1000_AND_PER_SECOND_50 } from '../limits.ts';
import type { Platform } from '../platform.ts';
import { type DefinitionBody, definitionBody, textOf } from './definition-body.ts';
import type { ExternalDefinition } from './state.ts';

const SCOPES = ['approval:approval', 'approval:external_approval'];

/** A group is made by its code and name together; its code alone is enough once it is there. */
function groupOf(
  body: DefinitionBody,
  before: ExternalDefinition | undefined,
  { externals }: Platform,
): string {
  const code = body.group_code || before?.body.group_code;
  if (!code) return refuse(1390001, 'Group code cannot be empty');
  if (body.group_name) externals.groups.set(code, textOf(body.i18n_resources, body.group_name));
  if (!externals.groups.has(code)) refuse(1390001, '审批分组Code和名称不匹配');
  return code;
}

function shown({ realCode, body }: ExternalDefinition, group: string, platform: Platform) {
  const name = (locale?: string) => textOf(body.i18n_resources, body.approval_name, locale);
  const names = (['en-US', 'ja-JP'] as const).filter((one) =>
    body.i18n_resources.some(({ locale }) => locale === one),
  );
  return {
    name: name(),
    names: Object.fromEntries(names.map((locale) => [locale, name(locale)])),
    group: { external_id: group, name: platform.externals.groups.get(group) ?? group },
    batch_cc_read: body.external.support_batch_read ?? false,
    approval_code: realCode,
  };
}

/** A name in plain text gets a key. */
function withKey(body: DefinitionBody, { ids }: Platform): DefinitionBody {
  if (body.approval_name.startsWith('@i18n@')) return body;
  const key = `@i18n@${ids.hex(16)}`;
  const texts = (own: DefinitionBody['i18n_resources'][number]) => [
    ...own.texts,
    ...(own.is_default ? [{ key, value: body.approval_name }] : []),
  ];
  return {
    ...body,
    approval_name: key,
    i18n_resources: body.i18n_resources.map((one) => ({ ...one, texts: texts(one) })),
  };
}

function put(given: DefinitionBody, platform: Platform): ExternalDefinition {
  const { externals, approvals, ids } = platform;
  const before = externals.definitions.find((one) => one.customCode === given.approval_code);
  const group = groupOf(given, before, platform);
  const body = { ...withKey(given, platform), group_code: group };
  if (before) {
    before.body = body;
    const known = approvals.definition(before.realCode);
    if (known) Object.assign(known, shown(before, group, platform));
    return before;
  }
  const added = { customCode: given.approval_code, realCode: capitals(ids.hex(32)), body };
  externals.definitions.push(added);
  approvals.definitions.push({
    kind: 'external',
    handle: `external:${given.approval_code}`,
    approval_id: decimalId(ids),
    status: 'ACTIVE',
    ...shown(added, group, platform),
  } as Definition);
  return added;
}

/** Matches by the code of the caller; the one that it gives back, sent here, makes another definition. Resets what is not sent. */
const create = endpoint({
  method: 'POST',
  path: '/open-apis/approval/v4/external_approvals',
  scopes: SCOPES,
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: z.strictObject({
    user_id_type: userIdType,
    department_id_type: z.enum(['department_id', 'open_department_id']).default('open_department_id'),
  }),
  body: definitionBody,
  invalid: refuseFields,
  handle({ body }, platform) {
    const { realCode } = put(body, platform);
    platform.changes.tell({ kind: 'approvals' });
    return success({ approval_code: realCode });
  },
});

/** Knows a definition by the real code alone, and shows the other one. */
const get = endpoint({
  method: 'GET',
  path: '/open-apis/approval/v4/external_approvals/:approval_code',
  scopes: SCOPES,
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: z.strictObject({ user_id_type: userIdType }),
  body: noBody,
  invalid: invalidAs(1390001),
  handle({ path }, { externals }) {
    const found = externals.definitions.find((one) => one.realCode === path.approval_code);
    return found ? success({ ...found.body }) : refuse(1390002);
  },
});

export const externalDefinitionEndpoints = [create, get];
