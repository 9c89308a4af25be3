import type { Clock } from '../src/lib/clock.ts';

interface Address {
  url: string;
  app_id: string;
  app_secret: string;
}

const AT_A_TIME = 16;

/** What one writes first: search for everyone, page by page, send, and wait when Feishu says 429; then cross them off. */
export async function naiveLoop(
  address: Address,
  people: string[],
  clock: Pick<Clock, 'sleep'>,
  crossOff: (person: string) => void = () => undefined,
): Promise<void> {
  const post = poster(address, clock);
  const waiting = [...people];
  const one = async () => {
    for (let person = waiting.shift(); person; person = waiting.shift()) {
      const count = await unread(post, person);
      if (count === 0) continue;
      const card = {
        schema: '2.0',
        config: { update_multi: true },
        body: { elements: [{ tag: 'markdown', content: `${count} 条未读抄送` }] },
      };
      await post('/im/v1/messages?receive_id_type=open_id', {
        receive_id: person,
        msg_type: 'interactive',
        content: JSON.stringify(card),
      });
      crossOff(person);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, one));
}

type Post = (path: string, body: object) => Promise<{ data: { count: number; page_token?: string } }>;

async function unread(post: Post, person: string): Promise<number> {
  let count = 0;
  for (let token: string | undefined = ''; token !== undefined; ) {
    const query: string = `page_size=200&user_id_type=open_id${token ? `&page_token=${token}` : ''}`;
    const { data } = await post(`/approval/v4/instances/search_cc?${query}`, {
      user_id: person,
      read_status: 'UNREAD',
    });
    count = data.count;
    token = data.page_token;
  }
  return count;
}

function poster({ url, app_id, app_secret }: Address, clock: Pick<Clock, 'sleep'>): Post {
  let token: string | undefined;
  const call: Post = async (path, body) => {
    const answer = await fetch(`${url}/open-apis${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    const result = (await answer.json()) as { code: number; msg: string } & Awaited<ReturnType<Post>>;
    if (answer.status === 429) {
      await clock.sleep(1_000 * Number(answer.headers.get('x-ogw-ratelimit-reset') ?? 1));
      return call(path, body);
    }
    if (result.code !== 0) throw new Error(`${path}: ${result.code} ${result.msg}`);
    return result;
  };
  return async (path, body) => {
    token ??= await issueToken(url, app_id, app_secret);
    return call(path, body);
  };
}

async function issueToken(url: string, app_id: string, app_secret: string): Promise<string> {
  const answer = await fetch(`${url}/open-apis/auth/v3/tenant_access_token/internal`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ app_id, app_secret }),
  });
  return ((await answer.json()) as { tenant_access_token: string }).tenant_access_token;
}
