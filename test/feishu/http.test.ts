import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createHttp } from '../../src/feishu/gateway/http.ts';
import { capturedLog } from '../support/log.ts';

async function callAnswered(status: number, body: string) {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'text/html', location: '/elsewhere' }).end(body);
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return createHttp(2_000, capturedLog().log).post(
    `http://127.0.0.1:${(server.address() as AddressInfo).port}/cc`,
    {},
  );
}

it.each([
  [200, 'perhaps'],
  [408, 'perhaps'],
  [499, 'perhaps'],
  [502, 'perhaps'],
  [302, 'no'],
])('an answer that is not Feishu’s, under HTTP %i: the call has happened: %s', async (status, happened) => {
  await expect(callAnswered(status, '<html>proxy</html>')).rejects.toMatchObject({ happened });
});
