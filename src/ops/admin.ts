import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { AdminCommand } from '../jobs/admin-command.ts';
import { constantTimeEqual } from '../lib/constant-time-equal.ts';
import { listen } from '../lib/http/server.ts';
import { DatabaseUnusable } from '../store/db.ts';

/** How the operator's commands reach the running bot; lies in the data folder, readable by its owner only. */
const fileIn = (directory: string) => path.join(directory, 'admin.json');

/**
 * Lets the operator's commands work while this process owns the embedded database: an address of its own on this machine
 * alone, opened by a token that whoever may read the data folder can read.
 */
export async function openAdmin(directory: string, commands: Record<string, AdminCommand>) {
  const token = randomBytes(32).toString('hex');
  const server = await listen([adminRoute(token, commands)], {
    host: '127.0.0.1',
    port: 0,
    requestTimeoutMs: 10_000,
  });
  try {
    writeFileSync(fileIn(directory), JSON.stringify({ port: server.port, token }), { mode: 0o600 });
  } catch (cause) {
    await server.close(Promise.resolve());
    throw new DatabaseUnusable(unwritable(fileIn(directory), cause), { cause });
  }
  return {
    /** Takes no more commands; cuts those off that are not done when `patience` ends. */
    async close(patience: Promise<unknown>) {
      rmSync(fileIn(directory), { force: true });
      await server.close(patience);
    },
  };
}

const unwritable = (file: string, cause: unknown) =>
  `${file}, by which commands find the running bot, can't be written: ${(cause as Error).message}. ` +
  'Remove it, and check that this user may write to DATA_DIR.';

function adminRoute(token: string, commands: Record<string, AdminCommand>): Router {
  const router = Router();
  // Nothing of a stranger is read.
  router.use((request, response, next) => {
    if (isAllowed(request, token)) next();
    else response.status(401).end();
  });
  router.post('/admin/:name', express.json({ limit: 1_000_000 }), async (request, response) => {
    const { name } = request.params;
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) return void response.status(404).end();
    await answer(command, request, response);
  });
  return router;
}

/** A line each, as they come; the last one says whether it worked. */
async function answer(command: AdminCommand, request: Request, response: Response) {
  response.type('application/x-ndjson').flushHeaders();
  const write = (line: object) => response.write(`${JSON.stringify(line)}\n`);
  try {
    await command.run(request.body ?? {}, (line) => write({ line }));
    write({ ok: true });
  } catch (error) {
    write({ ok: false, error: error instanceof Error ? error.message : String(error) });
  }
  response.end();
}

function isAllowed(request: Request, token: string): boolean {
  return constantTimeEqual(request.get('authorization') ?? '', `Bearer ${token}`);
}

function placeIn(file: string): { port: number; token: string } {
  try {
    return z.object({ port: z.number(), token: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Error(`${file} does not say how to reach the running bot: restart it, and try again`, {
      cause,
    });
  }
}

/** Has the bot that owns this data folder do it. Throws when none answers, or when it could not. */
export async function askRunningBot(
  directory: string,
  { name, args, say }: { name: string; args: Record<string, unknown>; say(line: string): void },
): Promise<void> {
  const { port, token } = placeIn(fileIn(directory));
  const answered = await fetch(`http://127.0.0.1:${port}/admin/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(args),
  });
  if (!answered.ok || !answered.body)
    throw new Error(`the running bot refused it with HTTP ${answered.status}`);
  let rest = '';
  let last: { ok?: boolean; error?: string } = {};
  for await (const chunk of answered.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const read: { line?: string } = JSON.parse(line);
      if (read.line === undefined) last = read as typeof last;
      else say(read.line);
    }
  }
  if (last.ok !== true) throw new Error(last.error ?? 'the running bot ended before it was done');
}
