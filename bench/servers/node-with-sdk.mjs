// The physical reference of a start and of idle memory: node with the SDK loaded, a port open, and nothing else.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

createRequire(import.meta.url)('@larksuiteoapi/node-sdk');
createServer((_request, response) => response.end('{}')).listen(Number(process.env.PORT), '127.0.0.1');
