import { derivedHex } from '../ids.ts';
import type { Instance } from './model.ts';

/** The approval app's own id, in links that open an instance. */
const APPROVAL_APP = 'cli_9cb844403dbb9108';
const LINK = `https://applink.feishu.cn/client/mini_program/open?appId=${APPROVAL_APP}`;

/** A number that is always the same for the same code. */
export function processId({ instance_code }: Instance): string {
  return BigInt(`0x${derivedHex(instance_code, 15)}`).toString();
}

/** AppLinks name an instance by its number in all of the platform's examples. */
export function urlsOf(instance: Instance): object {
  const { external } = instance;
  if (external) return { helpdesk: '', mobile: external.mobile_link, pc: external.pc_link };
  const path = (page: string) => encodeURIComponent(`${page}?instanceId=${processId(instance)}`);
  return {
    helpdesk: '',
    mobile: `${LINK}&path=${path('pages/detail/index')}`,
    pc: `${LINK}&mode=appCenter&path=${path('pc/pages/in-process/index')}`,
  };
}

/** What the approval page gives out: nothing in it says which instance it opens. */
export const shortLinkTo = ({ instance_code }: Instance): string =>
  `https://go.feishu.cn/approval/s/${derivedHex(`short ${instance_code}`, 8)}/`;
