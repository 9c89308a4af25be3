import { Router } from 'express';

/** Each rejects while its part can't be used. */
export interface Checks {
  database(): Promise<unknown>;
  token(): Promise<unknown>;
  events(): Promise<unknown>;
}

/** `/healthz`: the process answers. `/readyz`: each part it needs works, told apart. */
export function health(checks: Checks): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const [database, token, events] = await Promise.all(
      [checks.database, checks.token, checks.events].map(outcome),
    );
    const ready = [database, token, events].every((one) => one === 'ok');
    response.status(ready ? 200 : 503).json({ status: ready ? 'ok' : 'not ready', database, token, events });
  });
  return router;
}

const outcome = (check: () => Promise<unknown>) =>
  check().then(
    () => 'ok',
    (error: Error) => error.message,
  );
