import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { upgrades } from '../long-connection/upgrade.ts';
import type { Platform } from '../platform.ts';
import type { Endpoint } from './endpoint.ts';
import { serve } from './serve.ts';

/** Larger than any message that the platform takes, so that the endpoint refuses it and not the server. */
const MOST_BODY_BYTES = 4 * 1024 * 1024;

function createApp(endpoints: readonly Endpoint[], platform: Platform): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(express.raw({ type: () => true, limit: MOST_BODY_BYTES }));
  for (const endpoint of endpoints) {
    const verb = endpoint.method.toLowerCase() as 'get' | 'post' | 'patch';
    app[verb](endpoint.path, (request, response) => serve(endpoint, request, response, platform));
  }
  app.use((request, response) => serve(undefined, request, response, platform));
  return app;
}

export interface HttpServer {
  readonly url: string;
  close(): Promise<void>;
}

function listening(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}

/** Serves the endpoints and the long connection; what is no endpoint is answered with 501. */
export async function listen(
  endpoints: readonly Endpoint[],
  platform: Platform,
  port: number,
  host: string,
): Promise<HttpServer> {
  const server = createServer(createApp(endpoints, platform));
  const longConnections = upgrades(platform);
  server.on('upgrade', longConnections.take);
  const address = await listening(server, port, host);
  platform.connections.address = `ws://${host}:${address.port}`;
  return {
    url: `http://${host}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        longConnections.close();
      }),
  };
}
