import type { Clock } from '../../lib/clock.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import { FeishuRefusal } from './errors.ts';

export interface Measuring {
  clock: Pick<Clock, 'steady'>;
  metrics: Pick<Metrics, 'call'>;
}

/** Counts one platform call by its code, with how long it took, whatever comes of it. */
export async function measured<T>(
  { clock, metrics }: Measuring,
  endpoint: string,
  send: () => Promise<T>,
): Promise<T> {
  const sent = clock.steady();
  const count = (code: string) => metrics.call(endpoint, code, (clock.steady() - sent) / 1_000);
  try {
    const answer = await send();
    count('0');
    return answer;
  } catch (error) {
    count(error instanceof FeishuRefusal ? String(error.code) : 'no answer');
    throw error;
  }
}
