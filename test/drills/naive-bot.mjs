// The control of the drills: a bot as one would write it first. It acknowledges at once, keeps a list of what is to do in a
// file, does it, and crosses it off afterwards. NAIVE=forgetful keeps the list in memory instead.
import { createDecipheriv, createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { FEISHU_BASE_URL: base, FEISHU_ENCRYPT_KEY: key, PORT, DATA_DIR, NAIVE } = process.env;
const file = `${DATA_DIR}/todo.json`;
let todo = NAIVE !== 'forgetful' && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
const save = () => writeFileSync(file, JSON.stringify(todo));

const open = (sealed) => {
  const bytes = Buffer.from(sealed, 'base64');
  const cipher = createDecipheriv(
    'aes-256-cbc',
    createHash('sha256').update(key).digest(),
    bytes.subarray(0, 16),
  );
  return JSON.parse(Buffer.concat([cipher.update(bytes.subarray(16)), cipher.final()]).toString());
};
const call = async (path, body, token) => {
  const headers = {
    'content-type': 'application/json',
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  return (
    await fetch(`${base}/open-apis${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  ).json();
};

async function work({ message, sender }) {
  await new Promise((resolve) => setTimeout(resolve, Number(process.env.NAIVE_PAUSE_MS ?? 0)));
  const { FEISHU_APP_ID: app_id, FEISHU_APP_SECRET: app_secret } = process.env;
  const { tenant_access_token: token } = await call('/auth/v3/tenant_access_token/internal', {
    app_id,
    app_secret,
  });
  const [, approval_code, instance_code] = JSON.parse(message.content).text.match(/(\S+)\/(\S+)$/) ?? [];
  if (instance_code) {
    const cc_user_ids = message.mentions.map((mention) => mention.id.open_id);
    const user_id = sender.sender_id.open_id;
    await call(
      '/approval/v4/instances/cc?user_id_type=open_id',
      { approval_code, instance_code, user_id, cc_user_ids },
      token,
    );
  }
  await call(
    `/im/v1/messages/${message.message_id}/reply`,
    { msg_type: 'text', content: '{"text":"done"}' },
    token,
  );
}

async function workAll() {
  for (const event of [...todo]) {
    await work(event).catch(() => undefined);
    todo = todo.filter((one) => one !== event);
    save();
  }
}

createServer((request, response) => {
  let body = '';
  request
    .on('data', (data) => (body += data))
    .on('end', () => {
      if (request.method === 'GET') return response.end('{}');
      const payload = open(JSON.parse(body).encrypt);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(payload.challenge ? { challenge: payload.challenge } : {}));
      if (payload.challenge) return;
      todo.push(payload.event);
      if (NAIVE !== 'forgetful') save();
      workAll();
    });
}).listen(Number(PORT), '127.0.0.1');
workAll();
