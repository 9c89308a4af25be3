import type { World } from '../world/schema.ts';

/** How the client is to behave, in seconds; it is told when it asks for the address and again with every pong. */
export function clientConfig({ settings }: World): object {
  const { ping_interval, reconnect_count, reconnect_interval, reconnect_nonce } = settings.long_connection;
  return {
    PingInterval: ping_interval,
    ReconnectCount: reconnect_count,
    ReconnectInterval: reconnect_interval,
    ReconnectNonce: reconnect_nonce,
  };
}
