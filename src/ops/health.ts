import { Router } from 'express';

/** Each rejects while its part can't be used. */
export interface Checks {
  database(): Promise<unknown>;
  token(): Promise<unknown>;
  events(): Promise<unknown>;
  jobs(): Promise<unknown>;
}

/** `/healthz`: the process answers. `/readyz`: each part it needs works, told apart. */
export function health(checks: Checks): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const [database, token, events, jobs] = await Promise.all(
      [checks.database, checks.token, checks.events, checks.jobs].map(outcome),
    );
    const ready = [database, token, events, jobs].every((one) => one === 'ok');
    const status = ready ? 'ok' : 'not ready';
    response.status(ready ? 200 : 503).json({ status, database, token, events, jobs });
  });
  return router;
}

const outcome = (check: () => Promise<unknown>) =>
  check().then(
    () => 'ok',
    (error: Error) => error.message,
  );
