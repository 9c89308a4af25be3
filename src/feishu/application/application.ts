import { type Gateway, inBulk } from '../gateway/gateway.ts';
import { changing } from './changing.ts';
import type { ApplicationPort } from './port.ts';
import { reading } from './reading.ts';

/**
 * The app itself, as Feishu has it: what is in force, not what waits for a version.
 * https://open.feishu.cn/document/server-docs/application-v6/application/get, …/app_versions/get, …/scope/list
 */
export const application = (gateway: Gateway, appId: string): ApplicationPort => ({
  ...reading(inBulk(gateway), appId),
  ...changing(gateway, appId),
});
