import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHttp } from '../../src/feishu/gateway/http.ts';
import { capturedLog } from '../support/log.ts';
import { type Line, openLine } from '../support/long-connection.ts';
import { tlsFront } from '../support/tls-front.ts';
import { until } from '../support/until.ts';

/** A proxy as companies have them, which remembers what went through; `refuses` is what it answers instead. */
async function startProxy(refuses?: string) {
  const seen: string[] = [];
  const server = http.createServer((request, response) => {
    seen.push(`${request.method} ${new URL(request.url ?? '').pathname}`);
    const onward = http.request(
      request.url ?? '',
      { method: request.method, headers: request.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  server.on('connect', (request, socket) => {
    seen.push(`CONNECT ${request.url}`);
    socket.on('error', () => undefined);
    if (refuses) return void socket.end(`HTTP/1.1 ${refuses}\r\n\r\n`);
    const [host, port] = (request.url ?? '').split(':');
    const onward = net.connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket);
      socket.pipe(onward);
    });
    onward.on('error', () => undefined);
    socket.on('close', () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://someone:hush@127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    seen,
    close: () => server.close(),
  };
}

let [line, proxy]: [Line | undefined, Awaited<ReturnType<typeof startProxy>> | undefined] = [
  undefined,
  undefined,
];
afterEach(async () => {
  await line?.close();
  proxy?.close();
  vi.unstubAllEnvs();
});

const event = {
  schema: '2.0',
  header: {
    event_id: 'e1',
    event_type: 'im.message.receive_v1',
    token: 't',
    create_time: '1',
    app_id: 'cli_1',
  },
  event: {},
};

it('carries the long connection and the question where it goes', async () => {
  proxy = await startProxy();
  vi.stubEnv('http_proxy', proxy.url);
  line = await openLine();
  await line.ready();
  await line.sandbox.deliver(event);
  expect(line.received).toHaveLength(1);
  expect(proxy.seen).toEqual([
    expect.stringContaining('POST /callback/ws/endpoint'),
    expect.stringContaining('CONNECT 127.0.0.1:'),
  ]);
});

it('is left aside for what NO_PROXY names', async () => {
  proxy = await startProxy();
  vi.stubEnv('http_proxy', proxy.url);
  vi.stubEnv('no_proxy', 'example.com,127.0.0.1');
  line = await openLine();
  await line.ready();
  expect(proxy.seen).toEqual([]);
});

it.each(['407 Proxy Authentication Required', '403 Forbidden'])(
  'that refuses with %s is named, without its password',
  async (status) => {
    proxy = await startProxy(status);
    vi.stubEnv('http_proxy', proxy.url);
    const opened = await openLine();
    line = opened;
    const { host } = proxy;
    await until(async () => (await opened.state()).includes(host));
    expect(await opened.state()).toContain(`through the proxy ${host}`);
    expect(await opened.state()).toContain(`HTTP ${status.slice(0, 3)}`);
    expect(opened.log.text()).not.toContain('hush');
  },
);

const callTo = (url: string) => createHttp(2_000, capturedLog().log).post(url, {});

it.each([
  ['407 Proxy Authentication Required', 'no'],
  ['403 Forbidden', 'perhaps'],
])('that refuses a call with %s is named, and the call has happened: %s', async (status, happened) => {
  proxy = await startProxy(status);
  vi.stubEnv('https_proxy', proxy.url);
  await expect(callTo('https://open.feishu.example/cc')).rejects.toMatchObject({
    message: expect.stringContaining(
      `HTTP ${status.slice(0, 3)} without a Feishu answer through the proxy ${proxy.host} (`,
    ),
    happened,
  });
  expect(proxy.seen).toEqual(['CONNECT open.feishu.example:443']);
});

it('that is not there is named in what is said of a call', async () => {
  proxy = await startProxy();
  vi.stubEnv('https_proxy', proxy.url);
  proxy.close();
  await expect(callTo('https://open.feishu.example/cc')).rejects.toMatchObject({
    message: expect.stringContaining(`ECONNREFUSED through the proxy ${proxy.host}`),
    happened: 'no',
  });
});

describe('with TLS on both ways', () => {
  let front: Awaited<ReturnType<typeof tlsFront>> | undefined;
  afterEach(() => front?.close());
  /** By a name where TLS goes through a tunnel: Node 26 takes no address for one. */
  const open = async (environment: Record<string, string>, name = '127.0.0.1') => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    for (const [key, value] of Object.entries(environment)) vi.stubEnv(key, value);
    const opened = await openLine({
      async front(url) {
        front = await tlsFront(url);
        return front.host.replace('127.0.0.1', name);
      },
    });
    line = opened;
    await opened.ready();
    expect((await opened.sandbox.deliver(event)).state).toBe('delivered');
    expect(opened.received).toHaveLength(1);
  };

  it.each(['https_proxy', 'HTTPS_PROXY'])(
    '%s carries the question and the line, in tunnels',
    async (name) => {
      proxy = await startProxy();
      await open({ [name]: proxy.url }, 'localhost');
      const tunnel = `CONNECT ${front?.host.replace('127.0.0.1', 'localhost')}`;
      expect(proxy.seen).toEqual([tunnel, tunnel]);
    },
  );

  it.each(['127.0.0.1', 'example.com, 127.0.0.1', '*'])(
    'neither goes through it where NO_PROXY is %j',
    async (exempt) => {
      proxy = await startProxy();
      await open({ HTTPS_PROXY: proxy.url, NO_PROXY: exempt });
      expect(proxy.seen).toEqual([]);
    },
  );

  it('HTTP_PROXY alone is not for it', async () => {
    proxy = await startProxy();
    await open({ HTTP_PROXY: proxy.url });
    expect(proxy.seen).toEqual([]);
  });
});
