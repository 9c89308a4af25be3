import { chmodSync, existsSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import axios from 'axios';
import type { Machine } from './patient.ts';

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 16 * 1024;

/** The folder itself, or the nearest above it that there is. */
function existing(folder: string): string {
  const whole = path.resolve(folder);
  return existsSync(whole) || path.dirname(whole) === whole ? whole : existing(path.dirname(whole));
}

function offset(timeZone: string, at: number): number {
  const options = { timeZone, timeZoneName: 'longOffset' } as const;
  const parts = new Intl.DateTimeFormat('en', options).formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** This machine. */
export const thisMachine: Machine = {
  nodeVersion: process.version,
  env: process.env,
  offsets(timezone) {
    try {
      return [offset(timezone, Date.UTC(2026, 0, 15)), offset(timezone, Date.UTC(2026, 6, 15))];
    } catch {
      return [Number.NaN, Number.NaN];
    }
  },
  disk(folder) {
    const { bavail, bsize, type } = statfsSync(existing(folder));
    return { freeBytes: bavail * bsize, type };
  },
  mode(file) {
    if (process.geteuid === undefined) return undefined;
    return statSync(file, { throwIfNoEntry: false })?.mode;
  },
  tighten(file) {
    chmodSync(file, statSync(file).mode & 0o700);
  },
  async post(url, body, headers) {
    const http = axios.create({ timeout: TIMEOUT_MS, maxRedirects: 0, validateStatus: () => true });
    const limits = { maxContentLength: MOST_BYTES, signal: AbortSignal.timeout(TIMEOUT_MS) };
    const { status, data } = await http
      .post(url, body, { headers, responseType: 'text', transformResponse: (text) => text, ...limits })
      .catch((error) => {
        // An error of axios carries the request with it.
        throw new Error(error.code ?? 'no answer');
      });
    return { status, text: String(data) };
  },
};
