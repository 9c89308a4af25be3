import type { World } from '../../../sandbox/platform/index.ts';
import { doctor } from '../../../src/app/doctor.ts';
import type { Finding } from '../../../src/ops/doctor/finding.ts';
import type { Mended } from '../../../src/ops/doctor/mend.ts';
import type { Machine } from '../../../src/ops/doctor/patient.ts';
import { openOffice } from '../../support/bot.ts';
import { botClock, settableClock } from '../../support/clock.ts';

export const PURCHASE = '7C468A54-8745-2245-9675-08B7C63E7A81';

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
}

/** A bot that runs well, to be examined with one thing bent at a time. */
export async function openClinic(change: (world: World) => void = () => undefined) {
  const office = await openOffice({
    env: { APPROVAL_CODES: PURCHASE },
    surroundings: { slashCommands: true },
    change,
  });
  await office.wait(1);
  await office.say('zhangsan', '/ping');
  await office.wait(1);
  const examine = async (trouble: Trouble = {}, fix = false): Promise<Examined> => {
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
    );
    return { code, ...JSON.parse(said.join('')) };
  };
  return { office, examine };
}

export type Clinic = Awaited<ReturnType<typeof openClinic>>;
