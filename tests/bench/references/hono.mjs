/** Reference for requests per second: a one-line Hono app that sends one buffer. `node hono.mjs FILE.br PORT` */
import { readFileSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const [file, port] = process.argv.slice(2);
const body = readFileSync(file);
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-encoding': 'br',
  'cache-control': 'no-cache',
  vary: 'accept-encoding',
};
const app = new Hono().get('/', (context) => context.body(body, 200, headers));
serve({ fetch: app.fetch, port: Number(port), hostname: '127.0.0.1' });
