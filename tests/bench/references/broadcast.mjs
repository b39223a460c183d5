/**
 * Reference for the live room: a bare `ws` server that sends every message to all clients, and the last one to each
 * new client. `node broadcast.mjs FIRST PORT`
 */
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

/**
 * Length of the accept queue: as long as the operating system allows, so that a storm of connections is not refused.
 */
const BACKLOG = 4096;

const [first = '', port] = process.argv.slice(2);
let last = Buffer.from(first);

// The benchmark requests the page only to see that the server has started.
const server = createServer((_, response) => response.end('Here.'));
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (newcomer) => {
  newcomer.send(last, { binary: false });
  newcomer.on('message', (data) => {
    last = data;
    for (const each of sockets.clients) each.send(last, { binary: false });
  });
  newcomer.on('error', () => {});
});
server.listen({ port: Number(port), host: '127.0.0.1', backlog: BACKLOG });
