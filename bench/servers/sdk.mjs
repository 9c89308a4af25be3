// The peer: the SDK's express adapter as its documentation mounts it, with an empty handler. Neither durable nor safe.
import { createRequire } from 'node:module';
import express from 'express';

const lark = createRequire(import.meta.url)('@larksuiteoapi/node-sdk');
const quiet = { error() {}, warn() {}, info() {}, debug() {}, trace() {} };
const dispatcher = new lark.EventDispatcher({
  encryptKey: process.env.FEISHU_ENCRYPT_KEY,
  verificationToken: process.env.FEISHU_VERIFICATION_TOKEN,
  logger: quiet,
}).register({ 'im.message.receive_v1': async () => {} });
const app = express().disable('etag');
app.get('/healthz', (_request, response) => response.json({}));
app.use('/webhook/event', lark.adaptExpress(dispatcher, { autoChallenge: true, logger: quiet }));
app.listen(Number(process.env.PORT), '127.0.0.1');
