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

/** Pushes one instance in the name of the system with this token; the HTTP status. */
export async function pushTo(botUrl: string, token: string, body: object): Promise<number> {
  const answer = await fetch(`${botUrl}/external/instances`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return answer.status;
}

/** Pushes what the systems of the world push, through the bot's API, and says so. */
export async function pushAll(
  sandbox: Sandbox,
  botUrl: string,
  write: (text: string) => void,
): Promise<void> {
  for (const { name, pushes } of sandbox.world.systems)
    for (const body of pushes) {
      const one = { system: name, instance_id: String(body.instance_id) };
      sandbox.platform.acts.push({ at: sandbox.clock.now(), kind: 'push', options: one });
      const status = await pushOne(sandbox, botUrl, one);
      write(`  ${name} → bot       POST /external/instances (${one.instance_id})   ${status}`);
    }
}

/** Pushes one instance of a system of the world; the HTTP status. */
export async function pushOne(
  { world, clock }: Pick<Sandbox, 'world' | 'clock'>,
  botUrl: string,
  one: { system: string; instance_id: string },
): Promise<number> {
  const system = world.systems.find(({ name }) => name === one.system);
  const body = system?.pushes.find(({ instance_id }) => String(instance_id) === one.instance_id);
  if (!system || !body) throw new Error(`the world has no push of ${one.system} about ${one.instance_id}`);
  return pushTo(botUrl, system.token, withTimes(body, clock.now()) as object);
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
