import { openApproval, t, view } from './store.ts';
import { toast } from './toasts.ts';

/** The instance that an AppLink of the approval app opens; it may be encoded more than once. */
export function instanceIn(url: string): string | undefined {
  let text = url;
  for (let round = 0; round < 4; round += 1) {
    const found = /[?&](?:instanceId|instanceCode|instance_code)=([A-Za-z0-9-]{1,64})(?![A-Za-z0-9%-])/.exec(
      text,
    )?.[1];
    if (found !== undefined) return found;
    try {
      text = decodeURIComponent(text);
    } catch {
      return undefined;
    }
  }
  return undefined;
}

const isAppLink = (url: string): boolean => /^(lark|feishu):|^https:\/\/applink\./.test(url);

/** Opens an address of a card: an approval in the approval centre, a page in a new tab. Other AppLinks are only named. */
export function openUrl(url: string): void {
  const instance = isAppLink(url) ? instanceIn(url) : undefined;
  if (instance !== undefined) {
    view.value = 'approvals';
    openApproval.value = instance;
  } else if (isAppLink(url)) toast('info', t('would_open', { url }));
  else if (/^https?:/.test(url)) window.open(url, '_blank', 'noopener');
}
