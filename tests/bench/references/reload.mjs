/**
 * Reference for a save: the usual way, a page that is served from disk and reloaded when it changes. `node reload.mjs
 * FOLDER PORT`
 */
import { createReadStream, existsSync, watch } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const [folder = '.', port] = process.argv.slice(2);
const types = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript', png: 'image/png' };
const script = '<script>new EventSource("/changes").onmessage = () => location.reload()</script>';
const waiting = new Set();
let timer;

watch(folder, () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    for (const response of waiting) response.write('data: \n\n');
  }, 4);
});

createServer((request, response) => {
  if (request.url === '/changes') {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    waiting.add(response);
    response.on('close', () => waiting.delete(response));
    return;
  }
  const name = request.url === '/' ? 'index.html' : request.url.slice(1);
  const file = join(folder, name);
  if (!/^[\w.-]+$/.test(name) || !existsSync(file)) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': types[name.split('.').at(-1)] });
  const stream = createReadStream(file);
  if (name === 'index.html') {
    stream.on('end', () => response.end(script));
    stream.pipe(response, { end: false });
  } else stream.pipe(response);
}).listen(Number(port), '127.0.0.1');
