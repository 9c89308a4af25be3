import { Agent, request } from 'node:http';
import type { SealedRequest } from '../sandbox/platform/index.ts';

const CONNECTIONS = 50;

/** Sends these requests over 50 connections, each as fast as it is answered; every answer must be 200. */
export async function load(
  url: string,
  requests: SealedRequest[],
): Promise<{ perSecond: number; latencies: number[] }> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const latencies: number[] = [];
  let next = 0;
  const connection = async () => {
    for (let sealed = requests[next++]; sealed; sealed = requests[next++]) {
      const began = performance.now();
      await send(url, sealed, agent);
      latencies.push(performance.now() - began);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  const seconds = (performance.now() - began) / 1_000;
  agent.destroy();
  return { perSecond: requests.length / seconds, latencies };
}

export function send(url: string, { body, headers }: SealedRequest, agent?: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        ...(agent && { agent }),
      },
      (answer) => {
        answer
          .resume()
          .once('end', () =>
            answer.statusCode === 200 ? resolve() : reject(new Error(`HTTP ${answer.statusCode}`)),
          );
      },
    );
    outgoing.once('error', reject).end(body);
  });
}
