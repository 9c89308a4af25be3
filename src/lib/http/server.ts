import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Router } from 'express';

/** Answers a request that is for it; false when it is for somebody else. */
export type Door = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface ListenOptions {
  host: string;
  port: number;
  /** Asked before the routes, without Express: where thousands of requests a second come in. */
  first?: Door | undefined;
  /** A request that is not complete after this time is answered 408. */
  requestTimeoutMs: number;
}

/** Whoever has said nothing by then, or not all headers, is cut off, as is whoever has nothing more to ask. */
const QUIET_MS = 5_000;
/** More than Feishu and everything in between send. */
const MOST_HEADER_BYTES = 16 * 1024;
const MOST_HEADERS = 100;
/** Each takes memory and a file descriptor. */
const MOST_CONNECTIONS = 4_000;
/** What is read of a body after its answer, so that the sender hears it. */
const LEFT_OVER_BYTES = 2 * 1024 * 1024;
const LOOK_MS = 25;

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
      headersTimeout: Math.min(requestTimeoutMs, QUIET_MS),
      keepAliveTimeout: QUIET_MS,
      maxHeaderSize: MOST_HEADER_BYTES,
      connectionsCheckingInterval: Math.min(requestTimeoutMs / 4, QUIET_MS / 4),
    },
    (request, response) => {
      cutOffBodies(request, response);
      if (!first?.(request, response)) app(request, response);
    },
  );
  server.maxHeadersCount = MOST_HEADERS;
  server.maxConnections = MOST_CONNECTIONS;
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

/** Node reads on after an answer for as long as the body goes on. */
function cutOffBodies(request: IncomingMessage, response: ServerResponse): void {
  response.once('finish', () => {
    if (request.complete) return;
    const { socket } = request;
    const most = socket.bytesRead + LEFT_OVER_BYTES;
    const looking = setInterval(() => {
      if (socket.bytesRead > most) socket.destroy();
      if (request.complete || socket.destroyed) clearInterval(looking);
    }, LOOK_MS).unref();
  });
}
