import { isRefusal } from '../../../feishu/gateway/errors.ts';
import type { Check } from '../check.ts';

const APP_NOT_INSTALLED = 212100;

/** Wider scopes, one of which is as good: the scopes that the pages of the endpoints name beside each other. */
const WIDER: Record<string, string[]> = {
  'approval:approval:readonly': ['approval:approval'],
  'approval:definition': ['approval:approval'],
  'approval:instance': ['approval:approval'],
  'approval:external_approval': ['approval:approval'],
  'approval:external_instance': ['approval:approval'],
  'im:message:send_as_bot': ['im:message'],
  'im:message:readonly': ['im:message', 'im:message.history:readonly'],
  'im:message.p2p_msg:readonly': ['im:message.p2p_msg', 'im:message'],
  'im:message.group_at_msg:readonly': ['im:message.group_at_msg', 'im:message'],
  'contact:contact.base:readonly': [
    'contact:contact:readonly_as_app',
    'contact:contact:access_as_app',
    'contact:contact:readonly',
  ],
  'contact:functional_role:readonly': ['contact:functional_role'],
  'contact:group:readonly': ['contact:group'],
  'im:chat:readonly': ['im:chat'],
};

/** Each scope of the manifest by the feature that needs it. */
export const scopes: Check = {
  name: 'scope',
  needs: ['token'],
  looksAt: 'each scope of app.manifest.json is granted and in force',
  breaks: 'the feature that the finding names',
  required: true,
  fixable: true,
  page: (links) => links.console('auth'),
  async look({ feishu, manifest, settings, links }, say) {
    const granted = new Set(await feishu.application.grantedScopes());
    const has = (name: string) => [name, ...(WIDER[name] ?? [])].some((one) => granted.has(one));
    const needed = (setting: string | undefined) =>
      setting === undefined || String(settings[setting as keyof typeof settings] ?? '') !== '';
    return manifest.scopes.map(({ name, for: breaks, optional, dispensable, setup, setting }) => {
      if (has(name)) return say.ok('granted', { of: name });
      if (!needed(setting)) return say.ok(`not granted, and not needed without ${setting}`, { of: name });
      if (setup) return say.ok('not granted, and needed for --fix alone', { of: name });
      if (optional) return say.unknown('not granted; it is optional', { of: name, breaks, required: false });
      return say.fails('not granted', {
        of: name,
        breaks,
        required: !dispensable,
        mend: 'add it, publish a version, and have an administrator agree to it',
        link: `${links.console('auth')}?q=${name}&op_from=openapi&token_type=tenant`,
        fix: { kind: 'scope', name },
      });
    });
  },
};

/** Whether the organisation has the app at all, which only the list of scopes says. */
export const installed: Check = {
  name: 'installation',
  needs: ['token'],
  looksAt: 'the app is installed in this organisation',
  breaks: 'nothing works',
  required: true,
  page: (links) => links.console('version'),
  async look({ feishu }, say) {
    try {
      await feishu.application.grantedScopes();
      return [say.ok('it is')];
    } catch (error) {
      if (!isRefusal(error, APP_NOT_INSTALLED)) throw error;
      return [
        say.fails('the app is not installed in this organisation', { mend: 'publish a version of it' }),
      ];
    }
  },
};
