// The floor: express, the raw body, 200. No signature, no decryption, nothing kept.
import express from 'express';

const app = express().disable('etag');
app.post('/webhook/event', express.raw({ type: 'application/json' }), (_request, response) =>
  response.json({}),
);
app.get('/healthz', (_request, response) => response.json({}));
app.listen(Number(process.env.PORT), '127.0.0.1');
