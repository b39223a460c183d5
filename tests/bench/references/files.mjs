/**
 * Reference for a start and for a static page: node:http with a folder's files in memory. `node files.mjs FOLDER
 * PORT`
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const [folder = '.', port] = process.argv.slice(2);
const types = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript', png: 'image/png' };

const answers = new Map();
for (const file of readdirSync(folder)) {
  const isCompressed = file.endsWith('.br');
  const name = isCompressed ? file.slice(0, -'.br'.length) : file;
  const body = readFileSync(join(folder, file));
  const headers = {
    'content-type': types[name.split('.').at(-1)],
    'content-length': body.length,
    'cache-control': 'no-cache',
    ...(isCompressed ? { 'content-encoding': 'br', vary: 'accept-encoding' } : {}),
  };
  answers.set(name === 'index.html' ? '/' : `/${name}`, { headers, body });
}

createServer((request, response) => {
  const answer = answers.get(request.url);
  if (answer) response.writeHead(200, answer.headers).end(answer.body);
  else response.writeHead(404).end();
}).listen(Number(port), '127.0.0.1');
