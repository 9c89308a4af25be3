import { type ZodType, z } from 'zod';
import type { ApprovalPort } from './approvals.ts';
import type { CreationPort, NodePeople } from './creations.ts';
import type { DirectoryPort } from './directory.ts';
import { formForV2, limitsOfV2 } from './form-v2.ts';
import { codes } from './gateway/codes.ts';
import { FeishuRefusal } from './gateway/errors.ts';
import type { Gateway } from './gateway/gateway.ts';
import { type Limit, perInstance } from './gateway/limits.ts';

/** What of the ports the endpoints of the previous generation can do. */
export interface Historic {
  cc: ApprovalPort['cc'];
  create: CreationPort['create'];
  limits: CreationPort['limits'];
}

interface HistoricDeps {
  gateway: Gateway;
  webBaseUrl: string;
  /** user_ids by open_id, of those whose user_id is known. */
  userIds: DirectoryPort['userIds'];
}

/** What v4 calls the refusals of v2, so that nobody else has to know both. https://open.feishu.cn/document/ukTMukTMukTM/ugjM14COyUjL4ITN */
const namesInV4: Record<number, number> = {
  60001: codes.badParameter,
  60002: codes.definitionUnknown,
  60003: codes.instanceUnknown,
  60004: codes.personUnknown,
  60005: codes.badParameter,
  60006: codes.badParameter,
  60009: codes.notAllowed,
  60010: codes.taskUnknown,
  60011: codes.kindUnsupported,
  60013: codes.kindUnsupported,
  65001: codes.busy,
};

/** Posts to the product host. Throws like `Gateway.call`, with the codes of v4. */
async function post<T>(
  { gateway, webBaseUrl }: Pick<HistoricDeps, 'gateway' | 'webBaseUrl'>,
  name: 'create' | 'cc',
  { answer, data, within }: { answer: ZodType<T>; data: object; within?: Limit },
): Promise<T> {
  const url = `${webBaseUrl}/approval/openapi/v2/instance/${name}`;
  try {
    return await gateway.call(
      `approval.v2.instance.${name}`,
      answer,
      (client, options) => client.request({ method: 'POST', url, data }, options),
      within && { within },
    );
  } catch (error) {
    const known = error instanceof FeishuRefusal ? namesInV4[error.code] : undefined;
    throw known === undefined ? error : (error as FeishuRefusal).as(known);
  }
}

const known = (people: string[], ids: Record<string, string>) => people.flatMap((one) => ids[one] ?? []);

/** Whoever acts is named by both ids: where the user_id is wrong, Feishu goes by the open_id. */
const acting = (openId: string, ids: Record<string, string>) => ({
  ...(ids[openId] ? { user_id: ids[openId] } : {}),
  open_id: openId,
});

const ccV2 =
  (deps: HistoricDeps): Historic['cc'] =>
  async ({ approvalCode, instanceCode, by, to, comment }) => {
    const ids = await deps.userIds([...new Set([by, ...to])]);
    const cc_user_ids = known(to, ids);
    const data = {
      approval_code: approvalCode,
      instance_code: instanceCode,
      ...acting(by, ids),
      ...(cc_user_ids.length > 0 ? { cc_user_ids } : {}),
      cc_open_ids: to,
      ...(comment ? { comment } : {}),
    };
    await post(deps, 'cc', { answer: z.unknown(), data, within: perInstance(instanceCode) });
  };

/** The people of each node, by both ids: the two maps add up. */
function chosen(role: 'approver' | 'cc', nodes: NodePeople[], ids: Record<string, string>): object {
  const map = (of: (people: string[]) => string[]) =>
    Object.fromEntries(nodes.map(({ node, people }) => [node, of(people)]).filter(([, of]) => of?.length));
  const lists = {
    [`node_${role}_user_id_list`]: map((people) => known(people, ids)),
    [`node_${role}_open_id_list`]: map((people) => people),
  };
  return Object.fromEntries(Object.entries(lists).filter(([, map]) => Object.keys(map).length > 0));
}

const created = z.object({ instance_code: z.string().min(1) });

const createV2 =
  (deps: HistoricDeps): Historic['create'] =>
  async ({ approvalCode, initiator, departmentId, form, approvers, ccs, uuid }) => {
    const chosenPeople = [...approvers, ...ccs].flatMap(({ people }) => people);
    const ids = await deps.userIds([...new Set([initiator, ...chosenPeople])]);
    const data = {
      approval_code: approvalCode,
      ...acting(initiator, ids),
      uuid,
      department_id: departmentId ?? '',
      form: JSON.stringify(formForV2(form)),
      ...chosen('approver', approvers, ids),
      ...chosen('cc', ccs, ids),
    };
    const { instance_code } = await post(deps, 'create', { answer: created, data });
    return { instanceCode: instance_code };
  };

/**
 * The previous generation, on the product host: the same instances, other shapes.
 * https://open.feishu.cn/document/server-docs/historic-version/approval/v2/feishu-native-approval/create-approval-instance,
 * …/cc-instance
 */
export const approvalsV2 = (deps: HistoricDeps): Historic => ({
  cc: ccV2(deps),
  create: createV2(deps),
  limits: limitsOfV2,
});
