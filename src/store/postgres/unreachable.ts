import { DatabaseUnusable } from '../db.ts';

/** By error code of PostgreSQL, of the network or of TLS: what an operator has to look at. */
const advice: [RegExp, string][] = [
  [/ECONNREFUSED|ECONNRESET/, 'Check that PostgreSQL runs there, and the host and the port'],
  [/ENOTFOUND|EAI_AGAIN/, 'The name of the host is unknown here: check its spelling and the DNS'],
  [/ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|timeout/, 'No answer: check the host, the network and the firewall'],
  [/28P01|28000/, 'Check the user and the password, and that pg_hba.conf lets this machine in'],
  [/3D000/, 'Create the database first: createdb NAME'],
  [
    /42501|3F000/,
    'The user has to be allowed to create tables: GRANT USAGE, CREATE ON SCHEMA public TO user',
  ],
  [/53300/, 'All connections are taken (each replica uses up to 11): raise max_connections'],
  [/57P03/, 'It is starting or stopping: start the bot again in a moment'],
  [
    /ENOENT/,
    'Check host (a socket), sslrootcert, sslcert and sslkey in the address: one of them is not there',
  ],
  [/CERT|SSL|TLS|ISSUER/, 'Check sslmode and sslrootcert in the address'],
];

/** One sentence for the operator; `named` is the setting it is about, and the address in it carries no password. */
export function unreachable(url: string, named: string, error: unknown): DatabaseUnusable {
  const { code, message } = first(error);
  const known = advice.find(([pattern]) => pattern.test(`${code} ${message}`));
  const check = known?.[1] ?? 'Check the address';
  return new DatabaseUnusable(
    `The database of ${named} (${withoutPassword(url)}) can't be used: ${message}. ${check}.`,
  );
}

/** A name with several addresses fails with an error for each. */
function first(error: unknown): { code: string; message: string } {
  const one = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  if (!(one instanceof Error)) return { code: '', message: String(one) };
  return { code: String((one as { code?: unknown }).code ?? ''), message: one.message };
}

/** The address as it may be shown: without the password and without options, which may hold one too. */
function withoutPassword(address: string): string {
  const url = new URL(address);
  const host = url.host || url.searchParams.get('host') || 'localhost';
  return `${url.protocol}//${url.username ? `${url.username}@` : ''}${host}${url.pathname}`;
}
