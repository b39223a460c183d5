/**
 * Generates load: keeps one request in flight on each of many connections, and prints the responses per second. It is
 * a separate process, so that it has a core of its own. `node load.mjs PORT PATH CONNECTIONS SECONDS`
 * It counts bytes instead of parsing HTTP: all responses to the same request have the same length, so only the first
 * is parsed.
 */
import { connect } from 'node:net';

const [port, path, connections, seconds] = process.argv.slice(2);
const request = Buffer.from(
  `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: text/html\r\nAccept-Encoding: gzip, br\r\n\r\n`,
);

let answers = 0;
for (let n = 0; n < Number(connections); n++) open();
const started = performance.now();
setTimeout(() => {
  process.stdout.write(String(answers / ((performance.now() - started) / 1000)));
  process.exit();
}, Number(seconds) * 1000);

function open() {
  const socket = connect(Number(port), '127.0.0.1', () => socket.write(request));
  let first = Buffer.alloc(0);
  let length = 0;
  let received = 0;
  socket.on('data', (data) => {
    if (length === 0) {
      first = Buffer.concat([first, data]);
      length = answerLength(first);
    }
    received += data.length;
    if (length === 0 || received < length) return;
    if (received > length) fail('answers differ in length, so they cannot be counted');
    received = 0;
    answers++;
    socket.write(request);
  });
  socket.on('error', (error) => fail(error.message));
  socket.on('close', () => fail('the server closed a connection'));
}

/** Returns the length of head and body; 0 while the head is incomplete. */
function answerLength(bytes) {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return 0;
  const head = bytes.toString('latin1', 0, end);
  const body = /^content-length: *(\d+)/im.exec(head)?.[1];
  if (!head.startsWith('HTTP/1.1 200')) fail(`the server answers ${head.split('\r\n')[0]}`);
  if (body === undefined) fail('the answer has no Content-Length');
  return end + 4 + Number(body);
}

function fail(reason) {
  process.stderr.write(`load: ${reason}\n`);
  process.exit(1);
}
