/** Shorter ones stand in many a line without being meant. */
const SHORTEST = 8;

/** What no log may hold: each value of a setting whose name says so, and the password of the database. */
export function secretsOf(env: Record<string, string | undefined>): string[] {
  const named = Object.entries(env).filter(([name]) => /SECRET|TOKEN|KEY/.test(name));
  // Several stand in one setting, each perhaps behind the name of the system it is of.
  const values = named.flatMap(([, value = '']) =>
    value.split(',').map((one) => one.replace(/^[\w-]+=/, '')),
  );
  const password = env.DATABASE_URL ? new URL(env.DATABASE_URL).password : '';
  return [...values, password, decodeURIComponent(password)].filter((one) => one.length >= SHORTEST);
}

/** Whatever a test made the bot log, there is no secret, token, key or ticket in it. */
export function expectNoSecret(log: string, env: Record<string, string | undefined>) {
  for (const secret of [...secretsOf(env), 'Bearer ', 'ticket='])
    if (log.includes(secret)) throw new Error(`the log holds a secret: ${secret}`);
  const token = /\bt-[0-9a-z]{16,}/i.exec(log);
  if (token) throw new Error(`the log holds an access token: ${token[0]}`);
}
