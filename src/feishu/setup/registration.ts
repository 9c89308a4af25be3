import axios, { type AxiosAdapter, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';
import { bounded } from '../gateway/bounded.ts';
import { loadSdk } from '../gateway/sdk.ts';

/** What the person who scans is asked to grant, by the names of the platform. */
export interface Asked {
  scopes: string[];
  events: string[];
  callbacks: string[];
}

export interface Registered {
  appId: string;
  appSecret: string;
  /** Whoever scanned, if Feishu says. */
  openId: string | undefined;
  lark: boolean;
}

/** Why no app came of it. `lost`: no answer was had, and nothing is known of what somebody may have confirmed. */
export class NotRegistered extends Error {
  readonly why: 'denied' | 'expired' | 'aborted' | 'lost';

  constructor(why: NotRegistered['why'], message: string) {
    super(message);
    this.why = why;
  }
}

export interface RegistrationOptions {
  /** Where the device flow is, such as `https://accounts.feishu.cn`, and where Lark's is. */
  accountsUrl: string;
  larkAccountsUrl: string;
  asked: Asked;
  name: string;
  /** The app that is to be changed; one is made when left out. */
  appId?: string | undefined;
  signal: AbortSignal;
  timeoutMs: number;
  /** The link behind the QR code, and for how long it is good. */
  onCode(url: string, expiresInS: number): void;
  /** Feishu could not be reached just now: it is asked again. */
  onTrouble(): void;
}

/**
 * Has an app made, or changed, by whoever scans a code: the device flow of RFC 8628, as the SDK's `registerApp` does it. With
 * `preset: false` the app gets what is asked for and nothing else. Throws `NotRegistered`.
 * https://github.com/larksuite/node-sdk#app-registration
 */
export async function register(options: RegistrationOptions): Promise<Registered> {
  const { asked, appId, name, signal, onCode } = options;
  const { registerApp, defaultHttpInstance } = loadSdk();
  const [accounts, lark] = [new URL(options.accountsUrl), new URL(options.larkAccountsUrl)];
  const adapter = patient(
    options,
    [accounts, lark].some(({ protocol }) => protocol === 'http:'),
  );
  const own = defaultHttpInstance.interceptors.request.use((config) => ({
    ...config,
    adapter,
    maxRedirects: 0,
    validateStatus: () => true,
  }));
  try {
    const { client_id, client_secret, user_info } = await registerApp({
      domain: accounts.host,
      larkDomain: lark.host,
      appPreset: { name },
      addons: {
        preset: false,
        scopes: { tenant: asked.scopes },
        events: { items: { tenant: asked.events } },
        callbacks: { items: asked.callbacks },
      },
      ...(appId === undefined ? { createOnly: true } : { appId }),
      signal,
      onQRCodeReady: ({ url, expireIn }) => onCode(url, expireIn),
    });
    const isLark = user_info?.tenant_brand === 'lark';
    return { appId: client_id, appSecret: client_secret, openId: user_info?.open_id, lark: isLark };
  } catch (error) {
    throw notRegistered(error);
  } finally {
    defaultHttpInstance.interceptors.request.eject(own);
  }
}

/**
 * The SDK gives up at the first answer that is lost, though the person may be confirming right now: a poll without an answer
 * is one that has found nothing yet. Its calls have no time limit of their own, and are always `https:`.
 */
function patient({ timeoutMs, onTrouble }: RegistrationOptions, plain: boolean): AxiosAdapter {
  const send = bounded(timeoutMs, axios.getAdapter('http'));
  const again = (config: InternalAxiosRequestConfig): AxiosResponse => {
    onTrouble();
    const data = { error: 'authorization_pending' };
    return { config, data, status: 200, statusText: '', headers: {} };
  };
  return async (config) => {
    const url = plain ? config.url?.replace(/^https:/, 'http:') : config.url;
    const polls = String(config.data).includes('action=poll');
    const response = await send({ ...config, ...(url !== undefined && { url }) }).catch((error) => {
      if (polls) return again(config);
      throw error;
    });
    // RFC 8628, 3.5: what is to be read of a refusal stands in its body.
    return response.status >= 500 && polls ? again(config) : response;
  };
}

const WHY: Record<string, NotRegistered['why']> = {
  access_denied: 'denied',
  expired_token: 'expired',
  abort: 'aborted',
};

const WORDS: Record<NotRegistered['why'], string> = {
  denied: 'whoever scanned the code did not agree',
  expired: 'nobody confirmed in time',
  aborted: 'ended before anybody confirmed',
  lost: 'Feishu did not answer as expected',
};

function notRegistered(error: unknown): NotRegistered {
  const { code, description, message } = error as { code?: string; description?: string; message?: string };
  const why = WHY[code ?? ''] ?? 'lost';
  const detail = why === 'lost' ? `: ${description ?? message ?? code}` : '';
  return new NotRegistered(why, WORDS[why] + detail);
}
