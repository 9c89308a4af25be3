import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Router } from 'express';
import type { Door } from './channel.ts';

export interface ListenOptions {
  host: string;
  port: number;
  /** Asked before the routes, without Express: where thousands of requests a second come in. */
  first?: Door | undefined;
  /** A request that is not complete after this time is answered 408. */
  requestTimeoutMs: number;
}

/** Serves these routes; resolves once it listens. */
export async function listen(routes: Router[], { host, port, first, requestTimeoutMs }: ListenOptions) {
  const app = express().disable('x-powered-by').disable('etag');
  for (const router of routes) app.use(router);
  app.use((_request, response) => {
    response.status(404).json({ error: 'no such address' });
  });
  const server = createServer(
    {
      requestTimeout: requestTimeoutMs,
      headersTimeout: requestTimeoutMs,
      connectionsCheckingInterval: requestTimeoutMs / 4,
    },
    (request, response) => {
      if (!first?.(request, response)) app(request, response);
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    /** Takes no more requests and resolves when those under way are answered, or when `patience` ends. */
    async close(patience: Promise<unknown>) {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await Promise.race([closed, patience]);
      server.closeAllConnections();
      await closed;
    },
  };
}
