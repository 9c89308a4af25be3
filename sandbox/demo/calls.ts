import type { CallLog, Delivery } from '../platform/index.ts';

export const describe = ({ method, path, status, code }: CallLog): string =>
  `${method} ${path}   ${status ?? 'no answer'}${code === undefined ? '' : `, code ${code}`}`;

/** The calls that name one of these ids; all others a bot makes when it starts. */
export const aboutIt = (calls: readonly CallLog[], ids: readonly string[]): CallLog[] =>
  calls.filter(({ path, query, body }) => {
    const said = JSON.stringify([path, query, body]);
    return ids.some((id) => said.includes(id));
  });

const isRefused = ({ status, code }: CallLog) => (code ?? 0) !== 0 || (status ?? 200) >= 400;

function reasonOf({ answer }: CallLog): string {
  const { msg } = (answer ?? {}) as { msg?: unknown };
  return typeof msg === 'string' ? `: ${msg.slice(0, 300)}` : '';
}

/** Why a message may have had no answer, as far as it is seen from Feishu. */
export function whyNothing({ state, attempts }: Delivery, calls: readonly CallLog[]): string {
  const last = attempts.at(-1);
  if (state !== 'delivered') {
    const because = last
      ? (last.error ?? `it answered HTTP ${last.status}`)
      : 'the bot is not subscribed to it';
    return `The message did not reach the bot: ${because}.`;
  }
  const refused = calls.filter(isRefused);
  if (refused.length > 0)
    return `Feishu has refused:\n${refused.map((call) => `  ${describe(call)}${reasonOf(call)}`).join('\n')}\nWhat that means stands in the bot's log above.`;
  return "The bot took the message and has said nothing so far: see its log above, and Traffic in the page's drawer.";
}
