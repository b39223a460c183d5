/** The limit of the live room: a bare `ws` server that tells everyone what anyone says, and newcomers the last of it. `node broadcast.mjs FIRST PORT` */
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

/** As many as the system lets wait, so that a storm of connections is not turned away. */
const BACKLOG = 4096;

const [first = '', port] = process.argv.slice(2);
let last = Buffer.from(first);

// The page is only how the benchmark sees that the server is there.
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
