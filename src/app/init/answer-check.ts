import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openSealed, sealedPart, Unreadable } from '../../feishu/events/decrypt.ts';
import { challenge } from '../../feishu/events/envelope.ts';
import { readBody } from '../../lib/http/body.ts';
import { parsed } from '../../lib/parsed.ts';

const MOST_BYTES = 16 * 1024;
const LONGEST_MS = 5_000;

/** What is asked, sealed with one of the keys or, where the app has none yet, open. */
function questionIn(raw: Buffer, keys: string[]): string | undefined {
  const ways = [
    () => JSON.parse(raw.toString('utf8')),
    ...keys.map((key) => () => openSealed(sealedPart(raw), key)),
  ];
  for (const way of ways) {
    try {
      const question = parsed(challenge, way());
      if (question.success) return question.data.challenge;
    } catch (error) {
      if (!(error instanceof Unreadable) && !(error instanceof SyntaxError)) throw error;
    }
  }
  return undefined;
}

/**
 * Answers Feishu's check of the request address while that is saved, which comes before there is a bot. Which token and which
 * key the check carries is not documented for an app that is given new ones in the same call: it gives back what it is asked,
 * and takes nothing else in. Resolves with what ends it; at once where somebody listens there, who is the bot then.
 */
export async function answerCheck(address: { host: string; port: number }, keys: string[]) {
  const server = createServer(
    { requestTimeout: LONGEST_MS, headersTimeout: LONGEST_MS },
    (request, response) => {
      readBody(request, MOST_BYTES).then(
        (raw) => {
          const asked = questionIn(raw, keys);
          response.writeHead(asked === undefined ? 401 : 200, { 'content-type': 'application/json' });
          response.end(asked === undefined ? '{}' : JSON.stringify({ challenge: asked }));
        },
        () => response.writeHead(400).end(),
      );
    },
  );
  const listens = await new Promise<boolean>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(address.port, address.host, () => resolve(true));
  });
  return {
    port: listens ? (server.address() as AddressInfo).port : address.port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
