import type { Sandbox } from '../platform/index.ts';
import { isMoment, resolveMoment } from '../platform/world/moment.ts';

/** The body of a push, with its times counted from now. */
export function withTimes(value: unknown, now: number, name = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => withTimes(one, now, name));
  if (typeof value === 'string' && name.endsWith('_time') && isMoment(value))
    return String(resolveMoment(value, now));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withTimes(one, now, key)]));
}

/** Pushes what the systems of the world push, through the bot's API, and says so. */
export async function pushAll(
  sandbox: Sandbox,
  botUrl: string,
  write: (text: string) => void,
): Promise<void> {
  for (const { name, token, pushes } of sandbox.world.systems)
    for (const body of pushes) {
      const answer = await fetch(`${botUrl}/external/instances`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(withTimes(body, sandbox.clock.now())),
      });
      write(
        `  ${name} → bot       POST /external/instances (${String(body.instance_id)})   ${answer.status}`,
      );
    }
}

/** How somebody pushes an instance of their own, as a line for the terminal. */
export function pushLine(sandbox: Sandbox, botUrl: string): string | undefined {
  const [system] = sandbox.world.systems;
  const definition = sandbox.world.definitions.find((one) => one.kind === 'external' && one.custom_code);
  const [person] = sandbox.world.people;
  if (!system || !definition || !person) return undefined;
  const now = String(sandbox.clock.now());
  const body = {
    approval_code: definition.approval_code,
    instance_id: 'my-first',
    status: 'PENDING',
    title: 'Hello from curl',
    open_id: person.open_id,
    links: 'https://example.com/my-first',
    start_time: now,
    update_time: now,
    task_list: [
      { task_id: 'my-first-task', open_id: person.open_id, title: 'Please decide', status: 'PENDING' },
    ],
  };
  return (
    `curl -H 'Authorization: Bearer ${system.token}' -H 'Content-Type: application/json' ` +
    `-d '${JSON.stringify(body)}' ${botUrl}/external/instances`
  );
}
