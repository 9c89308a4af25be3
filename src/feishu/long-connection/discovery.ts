import type * as Lark from '@larksuiteoapi/node-sdk';
import type { AxiosInstance, AxiosRequestConfig } from 'axios';
import { FeishuRefusal } from '../gateway/errors.ts';
import { type Measuring, measured } from '../gateway/measured.ts';

const ENDPOINT = 'long_connection.discovery';

/**
 * The question where to connect, through our own HTTP client. A refusal is handed back with the `data` that the SDK reaches
 * for even then; without it the refusal would pass for a broken network and be repeated silently for ever.
 */
export function discovery(
  { http, ...measuring }: Measuring & { http: AxiosInstance },
  signal: AbortSignal,
  learnt: (error?: Error) => void,
): Lark.HttpInstance {
  const request = async ({ method, url, data, headers }: AxiosRequestConfig) => {
    const call = { method, url, data, headers, signal, endpoint: ENDPOINT };
    try {
      const answer = await measured(measuring, ENDPOINT, () => http.request(call as AxiosRequestConfig));
      learnt();
      return answer;
    } catch (error) {
      learnt(error as Error);
      if (error instanceof FeishuRefusal) return { code: error.code, msg: error.message, data: {} };
      throw error;
    }
  };
  return { request } as unknown as Lark.HttpInstance;
}
