import express, { type ErrorRequestHandler, type Request, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { Person, Sandbox } from '../platform/index.ts';
import { writeTranscript } from '../transcript/format.ts';
import { recordTranscript } from '../transcript/record.ts';
import { clickFromPage, decideElsewhere, recallFromPage, sayFromPage } from './acts.ts';
import { detailView, listsView } from './approvals.ts';
import { bodies } from './bodies.ts';
import type { BotControl } from './bot.ts';
import { moveClock } from './clock.ts';
import type { FaultSwitches } from './faults.ts';
import { sendFile } from './files.ts';
import type { Gallery } from './gallery.ts';
import { resend, sendCustom } from './send-event.ts';
import { type Bulletin, stream } from './stream.ts';
import type { Traffic } from './traffic.ts';

/** A picture of 10 MB, which is what Feishu takes, in base64. */
const MOST_BODY = '16mb';

export interface PageParts {
  readonly sandbox: Sandbox;
  readonly bot: BotControl;
  readonly traffic: Traffic;
  readonly bulletin: Bulletin;
  readonly faults: FaultSwitches;
  readonly gallery: Gallery;
}

/** Answers with what the function returns, as JSON. */
function answering(act: (request: Request) => unknown): RequestHandler {
  return async (request, response) => {
    response.json((await act(request)) ?? {});
  };
}

function body<T>(schema: z.ZodType<T>, act: (body: T, request: Request) => unknown): RequestHandler {
  return answering((request) => act(schema.parse(request.body), request));
}

const param = (request: Request, name: string): string => String(request.params[name]);

/** Of people as browsers name them. */
const LANGUAGES = { zh: 'zh_cn', en: 'en_us', ja: 'ja_jp' } as const;

/** Whose client asks; without a name the first person of the world who reads what the browser asks for. */
function viewer(request: Request, { person, world }: Sandbox): Person {
  if (request.query.as) return person(String(request.query.as));
  const wanted = request.acceptsLanguages('zh', 'en', 'ja') as keyof typeof LANGUAGES | false;
  const inside = world.people.filter((one) => !one.bot && !one.resigned && one.available && !one.tenant_key);
  const reader = wanted && inside.find((one) => one.language === LANGUAGES[wanted]);
  return person((reader || world.people[0])?.handle ?? '');
}

/** The page shows the sentence; with a status of 4xx every refusal would also stand in the browser's console as an error. */
const failed: ErrorRequestHandler = (error, _request, response, _next) => {
  const message = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
  response.json({ error: message });
};

function chatRoutes(routes: Router, parts: PageParts): void {
  const { sandbox } = parts;
  const { platform } = sandbox;
  routes.get('/stream', (request, response) =>
    stream(request, response, viewer(request, sandbox), { platform, ...parts }),
  );
  routes.post(
    '/say',
    body(bodies.say, (said) => sayFromPage(said, sandbox)),
  );
  routes.post(
    '/click',
    body(bodies.click, (clicked) => clickFromPage(clicked, sandbox)),
  );
  routes.post(
    '/recall',
    body(bodies.recall, (recalled) => recallFromPage(recalled, sandbox)),
  );
  routes.post(
    '/menu',
    body(bodies.menu, ({ as, key }) => void sandbox.menu({ by: as, key }).catch(() => undefined)),
  );
  routes.get('/files/:key', (request, response) =>
    sendFile(platform.resources.find(param(request, 'key')), response),
  );
}

function approvalRoutes(routes: Router, { sandbox }: PageParts): void {
  const { platform } = sandbox;
  routes.get(
    '/approvals',
    answering((request) => listsView(viewer(request, sandbox), platform)),
  );
  routes.post(
    '/approvals/:code/open',
    body(bodies.open, ({ as }, request) => {
      const { instance } = detailView(param(request, 'code'), sandbox.person(as), platform);
      const copied = platform.approvals.copies.some(
        (copy) => copy.instance === instance && copy.recipient.handle === as && copy.read_at === undefined,
      );
      if (copied) void sandbox.readCc({ by: as, instance: instance.handle });
      return detailView(instance.instance_code, sandbox.person(as), platform).view;
    }),
  );
  routes.post(
    '/approvals/:code/decide',
    body(bodies.decide, async ({ as, decision, comment }, request) => {
      const { instance } = detailView(param(request, 'code'), sandbox.person(as), platform);
      if (instance.external) await decideElsewhere(as, instance, decision, comment, sandbox);
      else sandbox.decide({ by: as, instance: instance.handle, decision, ...(comment && { comment }) });
      return detailView(instance.instance_code, sandbox.person(as), platform).view;
    }),
  );
}

function developerRoutes(routes: Router, { sandbox, bot, traffic, faults, gallery }: PageParts): void {
  routes.get(
    '/traffic/:id',
    answering((request) => traffic.detail(param(request, 'id'))),
  );
  routes.post(
    '/traffic/:id/resend',
    answering((request) => resend(param(request, 'id'), traffic, sandbox)),
  );
  routes.post(
    '/events',
    body(bodies.event, (event) => sendCustom(event, sandbox)),
  );
  routes.get('/faults', answering(faults.list));
  routes.post(
    '/faults/:id',
    body(bodies.fault, ({ on }, request) => faults.set(param(request, 'id'), on)),
  );
  routes.post(
    '/clock',
    body(bodies.clock, (move) => moveClock(move, sandbox, bot)),
  );
  routes.post(
    '/bot',
    body(bodies.bot, ({ running }) => (running ? bot.start() : bot.stop())),
  );
  routes.get('/gallery', answering(gallery.cards));
  routes.get('/transcript', (_request, response) => {
    response.attachment('conversation.yml').send(writeTranscript(recordTranscript(sandbox.platform)));
  });
}

/** The JSON endpoints and the stream behind the page. */
export function pageRouter(parts: PageParts): Router {
  const routes = Router();
  routes.use(express.json({ limit: MOST_BODY }));
  chatRoutes(routes, parts);
  approvalRoutes(routes, parts);
  developerRoutes(routes, parts);
  routes.use((_request, response) => {
    response.status(404).json({ error: 'there is no such address' });
  });
  routes.use(failed);
  return routes;
}
