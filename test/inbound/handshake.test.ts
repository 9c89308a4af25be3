import { afterEach, describe, expect, it } from 'vitest';
import type { World } from '../../sandbox/platform/index.ts';
import { handshakesEnd, refused } from '../support/handshakes.ts';
import { type Line, openLine } from '../support/long-connection.ts';
import { until } from '../support/until.ts';

let line: Line;
let server: Awaited<ReturnType<typeof handshakesEnd>>;
afterEach(async () => {
  server.close();
  await line.close();
});

const event = () => ({ uuid: 'u', type: 'event_callback', event: { type: 'approval_cc' } });
const named = (reason: RegExp) => until(async () => reason.test(await line.state()));

/** The supervisor's look, and then its wait. */
async function redial(waitMs: number) {
  const before = server.asked();
  await line.clock.advance(1_000);
  await line.clock.advance(waitMs - 1);
  expect(server.asked()).toBe(before);
  await line.clock.advance(1);
  await until(() => server.asked() === before + 1);
}

/** The time between the SDK's own tries after a loss is the one it was told when it connected; it goes by real time. */
const sdkTriesOnce = (world: World) => {
  world.settings.long_connection.reconnect_interval = 120;
};

/** What a server does with the handshake, and the reason that an operator reads. */
const ends: [string, string | undefined, RegExp][] = [
  ['is refused', refused, /given up: the handshake was refused: 514 exceed conn limit \(HTTP 403\)$/],
  ['is refused by what stands between', 'HTTP/1.1 502 Bad Gateway\r\n\r\n', /was refused: HTTP 502$/],
  ['is never answered', undefined, /given up: the handshake was not answered within 0\.2 s$/],
  ['is cut off', '', /given up: the handshake failed: socket hang up$/],
];

describe.each(ends)('a handshake that %s', (_name, bytes, reason) => {
  it('at the start: is named, and tried again later and later until it succeeds', async () => {
    server = await handshakesEnd(bytes);
    let diverted: { remove(): void } | undefined;
    line = await openLine({
      handshakeTimeoutMs: 200,
      prepare: (sandbox) => {
        diverted = server.divert(sandbox);
      },
    });
    for (const wait of [1_000, 2_000, 4_000]) {
      await named(reason);
      await redial(wait);
    }
    await named(reason);
    diverted?.remove();
    await line.clock.advance(1_000);
    expect(await line.state()).toMatch(reason);
    await line.clock.advance(8_000);
    await line.ready();
    expect((await line.sandbox.deliver(event())).state).toBe('delivered');
    expect(line.log.text()).not.toContain('ticket');
  });

  it('after the line was lost: the same, and not when the SDK would', async () => {
    server = await handshakesEnd(bytes);
    line = await openLine({ handshakeTimeoutMs: 200, change: sdkTriesOnce });
    await line.ready();
    const diverted = server.divert(line.sandbox);
    line.sandbox.connections[0]?.drop();
    await named(reason);
    await redial(1_000);
    await named(reason);
    diverted.remove();
    await line.clock.advance(1_000);
    await line.clock.advance(2_000);
    await line.ready();
  });
});

describe('a connection that is not open within a minute, whatever the SDK waits for', () => {
  const slow = /it is not open after 60 s$/;
  const minute = async () => {
    await line.clock.advance(59_000);
    expect(await line.state()).toMatch(/is being opened/);
    await line.clock.advance(1_000);
    await named(slow);
  };

  it.each(['at the start', 'after the line was lost'])('%s: is named and opened anew', async (when) => {
    server = await handshakesEnd();
    const options = { handshakeTimeoutMs: 600_000 };
    let diverted: { remove(): void } | undefined;
    const divert = (sandbox: Line['sandbox']) => {
      diverted = server.divert(sandbox);
    };
    if (when === 'at the start') line = await openLine({ ...options, prepare: divert });
    else {
      line = await openLine(options);
      await line.ready();
      await line.clock.advance(1_000);
      divert(line.sandbox);
      line.sandbox.connections[0]?.drop();
    }
    await until(() => server.waiting() === 1);
    await minute();
    diverted?.remove();
    await line.clock.advance(999);
    expect(await line.state()).toMatch(slow);
    await line.clock.advance(1);
    await line.ready();
    await until(() => server.waiting() === 0);
    expect((await line.sandbox.deliver(event())).state).toBe('delivered');
  });
});
