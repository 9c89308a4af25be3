import type { Platform } from '../platform.ts';

/** The v1 envelope, around approval events. `ts` is in seconds with a fraction. */
export function v1Envelope(event: object, { world, clock, ids }: Platform): object {
  return {
    ts: (clock.now() / 1000).toFixed(7),
    uuid: ids.hex(32),
    token: world.app.verification_token,
    type: 'event_callback',
    event: { app_id: world.app.app_id, tenant_key: world.tenant_key, ...event },
  };
}

/** The v2 envelope, around messages (create_time in milliseconds) and card callbacks (in microseconds). */
export function v2Envelope(
  eventType: string,
  createTime: string,
  event: object,
  { world, ids }: Platform,
): object {
  return {
    schema: '2.0',
    header: {
      event_id: ids.hex(32),
      token: world.app.verification_token,
      create_time: createTime,
      event_type: eventType,
      tenant_key: world.tenant_key,
      app_id: world.app.app_id,
    },
    event,
  };
}
