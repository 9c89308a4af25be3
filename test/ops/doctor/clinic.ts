import { doctor } from '../../../src/app/doctor.ts';
import { readManifest } from '../../../src/feishu/manifest.ts';
import type { Finding } from '../../../src/ops/doctor/finding.ts';
import type { Mended } from '../../../src/ops/doctor/mend.ts';
import type { Machine } from '../../../src/ops/doctor/patient.ts';
import { type Office, openOffice } from '../../support/bot.ts';
import { botClock, settableClock } from '../../support/clock.ts';

export const PURCHASE = '7C468A54-8745-2245-9675-08B7C63E7A81';
export const KEYS = 'sandbox-encrypt-key';

const manifest = readManifest();

/** The app as its pages show it; everything is as it should be. */
const healthyApp = (url: string) => ({
  app: {
    status: 1,
    online_version_id: 'oav_1',
    unaudit_version_id: '',
    callback_info: {
      callback_type: 'webhook',
      request_url: url,
      subscribed_callbacks: manifest.callbacks.map(({ name }) => name),
    },
  },
  version: {
    version: '1.2.3',
    event_infos: manifest.events.map(({ name }) => ({ event_type: name })),
    remark: { visibility: { is_all: true, visible_list: {} } },
  },
  scopes: manifest.scopes.map(({ name }) => ({ scope_name: name, grant_status: 1, scope_type: 'tenant' })),
  contacts: { contacts_scope_type: 'equal_to_availability', visible_list: {} },
  outside: [] as string[],
});

export type App = ReturnType<typeof healthyApp>;

export interface Examined {
  code: number;
  findings: Finding[];
  mended: Mended[];
}

/** What is wrong in one case. */
export interface Trouble {
  env?: Record<string, string | undefined>;
  machine?: Partial<Machine>;
  /** How far the clock of the machine is ahead. */
  aheadMs?: number;
  /** Bends the pages of the app. */
  app?(app: App): void;
}

/** A bot that runs well, to be examined with one thing bent at a time. */
export async function openClinic() {
  const office = await openOffice({ env: { APPROVAL_CODES: PURCHASE } });
  await office.wait(1);
  await office.say('zhangsan', '/ping');
  await office.wait(1);
  const examine = async (trouble: Trouble = {}, fix = false): Promise<Examined> => {
    const pages = show(office, trouble);
    const said: string[] = [];
    const env = Object.fromEntries(
      Object.entries({ ...office.env, ...trouble.env }).filter(([, value]) => value !== undefined),
    );
    const clock = settableClock({ ...botClock(office.clock), sleep: async () => undefined });
    clock.setAhead(trouble.aheadMs ?? 0);
    const code = await doctor(
      env,
      { clock, log: office.log.log, newId: () => 'a-challenge', machine: trouble.machine ?? {} },
      { fix, json: true, say: (line) => said.push(line) },
    ).finally(() => {
      for (const page of pages) page.remove();
    });
    return { code, ...JSON.parse(said.join('')) };
  };
  return { office, examine };
}

export type Clinic = Awaited<ReturnType<typeof openClinic>>;

/** Answers with the pages of the app. */
function show({ sandbox, url }: Office, { app: bend }: Trouble) {
  const app = healthyApp(url());
  bend?.(app);
  const path = `/open-apis/application/v6/applications/${sandbox.app.app_id}`;
  const visibility = app.outside.map((user_id) => ({ user_id, in_white_list: false, in_black_list: false }));
  const pages: [path: string, data: object][] = [
    [path, { app: app.app }],
    [`${path}/app_versions/:id`, { app_version: app.version }],
    [`${path}/contacts_range_configuration`, { contacts_range: app.contacts }],
    [`${path}/visibility/check_white_black_list`, { user_visibility_list: visibility }],
    ['/open-apis/application/v6/scopes', { scopes: app.scopes }],
  ];
  return pages.map(([path, data]) =>
    sandbox.faults.add({
      on: 'call',
      path,
      answer: { status: 200, body: { code: 0, msg: 'success', data } },
    }),
  );
}
