import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type RequestHandler } from 'express';
import { upgrades } from '../long-connection/upgrade.ts';
import type { Platform } from '../platform.ts';
import type { Endpoint } from './endpoint.ts';
import { serve } from './serve.ts';

/** Larger than any message or file that the platform takes, so that the endpoint refuses it and not the server. */
const MOST_BODY_BYTES = 64 * 1024 * 1024;

interface Guests {
  handler?: RequestHandler;
}

function createApp(endpoints: readonly Endpoint[], platform: Platform, guests: Guests): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use((request, response, next) => (guests.handler ? guests.handler(request, response, next) : next()));
  app.use(express.raw({ type: () => true, limit: MOST_BODY_BYTES }));
  for (const endpoint of endpoints) {
    const verb = endpoint.method.toLowerCase() as 'get' | 'post' | 'patch' | 'delete';
    app[verb](endpoint.path, (request, response) => serve(endpoint, request, response, platform));
  }
  app.use((request, response) => serve(undefined, request, response, platform));
  return app;
}

export interface HttpServer {
  readonly url: string;
  /** Serves something beside the API; what the handler passes on is a call. */
  mount(handler: RequestHandler): void;
  close(): Promise<void>;
}

/** The address as a URL names it, from this machine. */
function authority(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `127.0.0.1:${port}`;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
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
  const guests: Guests = {};
  const server = createServer(createApp(endpoints, platform, guests));
  const longConnections = upgrades(platform);
  server.on('upgrade', longConnections.take);
  const address = authority(host, (await listening(server, port, host)).port);
  platform.connections.address = `ws://${address}`;
  return {
    url: `http://${address}`,
    mount: (handler) => {
      guests.handler = handler;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        longConnections.close();
      }),
  };
}
