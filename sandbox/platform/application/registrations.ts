import type { SandboxClock } from '../clock.ts';
import type { IdSource } from '../ids.ts';

export const EXPIRES_IN_S = 600;

/** One device that waits for somebody to scan (RFC 8628). */
export interface Registration {
  readonly device_code: string;
  readonly user_code: string;
  /** Unix time in milliseconds. */
  readonly expires_at: number;
  polled_at?: number;
  outcome?: 'denied' | Confirmed;
}

export interface Confirmed {
  readonly client_id: string;
  readonly client_secret: string;
  readonly user_info: { readonly open_id: string; readonly tenant_brand: 'feishu' | 'lark' };
  /** How often the device was told. */
  told: number;
}

export interface Registrations {
  begin(): Registration;
  byDevice(code: string): Registration | undefined;
  byUser(code: string): Registration | undefined;
}

/** The devices that wait. */
export function createRegistrations({ clock, ids }: { clock: SandboxClock; ids: IdSource }): Registrations {
  const all: Registration[] = [];
  return {
    begin() {
      const [a, b] = [ids.hex(4), ids.hex(4)];
      const begun: Registration = {
        device_code: ids.hex(40),
        user_code: `${a}-${b}`.toUpperCase(),
        expires_at: clock.now() + EXPIRES_IN_S * 1_000,
      };
      all.push(begun);
      return begun;
    },
    byDevice: (code) => all.find(({ device_code }) => device_code === code),
    byUser: (code) => all.find(({ user_code }) => user_code === code),
  };
}
