import { type Gateway, inBulk } from '../gateway/gateway.ts';
import { fast } from '../gateway/limits.ts';
import { changing } from './changing.ts';
import type { ApplicationPort, Asker } from './port.ts';
import { reading } from './reading.ts';

const asker =
  (gateway: Gateway, repeatable: boolean): Asker =>
  (endpoint, answer, send) =>
    gateway.call({ endpoint, limits: [fast(endpoint)], repeatable, answer, send });

/**
 * The app itself, as Feishu has it: what is in force, not what waits for a version.
 * https://open.feishu.cn/document/server-docs/application-v6/application/get, …/app_versions/get, …/scope/list
 */
export const application = (gateway: Gateway, appId: string): ApplicationPort => ({
  ...reading(asker(inBulk(gateway), true), appId),
  ...changing(asker(gateway, false), appId),
});
