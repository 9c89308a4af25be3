import { codes } from '../../../feishu/gateway/codes.ts';
import { adviceIn, FeishuRefusal, FeishuUnreachable, isRefusal } from '../../../feishu/gateway/errors.ts';
import { MINUTE_MS } from '../../../lib/clock.ts';
import type { Check } from '../check.ts';
import { PAGES } from '../links.ts';

/** What a broken way to Feishu looks like, by the error of the network or of TLS. */
const TROUBLES: { pattern: RegExp; says: string; mend: string; link?: string }[] = [
  {
    pattern: /SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|self.signed|unable to (verify|get)/i,
    says: 'something in between opens the encryption: the certificate is none that this machine trusts',
    mend: "name its certificate in NODE_EXTRA_CA_CERTS, or have Feishu's hosts left out",
    link: PAGES.certificates,
  },
  {
    pattern: /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|ALTNAME/,
    says: 'the certificate does not fit',
    mend: 'check the clock of this machine, and FEISHU_BASE_URL',
    link: PAGES.clock,
  },
  {
    pattern: /through the proxy|HTTP 407/,
    says: 'the proxy does not let it through',
    mend: 'check HTTPS_PROXY (with user and password, if it wants them) and NO_PROXY',
    link: PAGES.proxy,
  },
  {
    pattern: /ENOTFOUND|EAI_AGAIN/,
    says: 'its name is not known here',
    mend: 'check the DNS of this machine, and FEISHU_BASE_URL',
  },
  {
    pattern: /without a Feishu answer/,
    says: 'something in between answers in its place',
    mend: 'open its address in a browser on this machine: a portal may want a login; or set HTTPS_PROXY',
    link: PAGES.proxy,
  },
];

const reach: Check = {
  name: 'way to Feishu',
  needs: [],
  looksAt: 'DNS, proxy and TLS between this machine and FEISHU_BASE_URL',
  breaks: 'nothing reaches Feishu',
  required: true,
  page: () => PAGES.proxy,
  async look({ feishu, settings }, say) {
    const host = new URL(settings.FEISHU_BASE_URL).host;
    const error = await feishu.gateway.checkToken().catch((error: unknown) => error);
    if (!(error instanceof FeishuUnreachable)) return [say.ok(`${host} answers`)];
    const known = TROUBLES.find(({ pattern }) => pattern.test(error.reason));
    const { says, mend, link } = known ?? {
      says: 'it does not answer',
      mend: 'check that this machine reaches it: firewall, HTTPS_PROXY',
    };
    return [say.fails(`${host}: ${says} (${error.reason})`, { mend, ...(link && { link }) })];
  },
};

const credentials: Check = {
  name: 'credentials',
  needs: [],
  looksAt: 'FEISHU_APP_ID and FEISHU_APP_SECRET belong together, and to this platform',
  breaks: 'nothing works',
  required: true,
  page: (links) => links.console('baseinfo'),
  async look({ feishu, links }, say) {
    const error = await feishu.gateway.checkToken().catch((error: unknown) => error);
    if (error === undefined) return [say.ok('they give a token')];
    if (error instanceof FeishuUnreachable) return [say.unknown('Feishu was not reached')];
    const elsewhere = await feishu.discover().catch((error: unknown) => error);
    const refusal = isRefusal(elsewhere, codes.otherPlatform) ? elsewhere : error;
    const mend = adviceIn(refusal) ?? 'copy both from the developer console';
    const link = isRefusal(error, codes.addressNotAllowed)
      ? links.console('safe')
      : links.console('baseinfo');
    const reason = refusal instanceof FeishuRefusal ? `${refusal.code} ${refusal.reason}` : String(refusal);
    return [say.fails(`Feishu refuses them: ${reason}`, { mend, link })];
  },
};

const clock: Check = {
  name: 'clock',
  needs: ['token'],
  looksAt: "this machine's time against Feishu's",
  breaks: 'digests come at the wrong time, and signatures seem too old',
  required: false,
  page: () => PAGES.clock,
  async look({ feishu }, say) {
    if (feishu.time.now() === undefined) return [say.unknown('Feishu does not tell its time')];
    const ahead = feishu.time.aheadMs();
    const seconds = Math.abs(Math.round(ahead / 1_000));
    if (Math.abs(ahead) < MINUTE_MS) return [say.ok(`${seconds} s from Feishu's`)];
    return [
      say.fails(`it is ${seconds} s ${ahead < 0 ? 'ahead of' : 'behind'} Feishu's`, {
        mend: 'let NTP keep it right: timedatectl set-ntp true',
      }),
    ];
  },
};

export const wayChecks = [reach, credentials, clock];
