/**
 * A crowd of viewers in a separate process: raw sockets with only as much of WebSocket as reading states needs, so
 * that the server is what is measured. Started with `fork` by crowd.ts, which has the messages' types.
 */
import { connect } from 'node:net';

/** A packet of a room has a few hundred bytes; longer ones arrive in parts. */
const BUFFER_BYTES = 1024;
const SEQ = Buffer.from('"seq":');
/** Masked with zeros, which RFC 6455 allows a client. */
const EMPTY_PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

const viewers = [];
/** The awaited step: its number, and when each viewer received it. */
let awaited = Number.POSITIVE_INFINITY;
let times = [];
let lost = 0;

process.on('message', (message) => {
  if (message.type === 'open') open(message);
  else if (message.type === 'await') {
    awaited = message.seq;
    times = [];
    process.send({ type: 'ready' });
  } else report();
});
process.on('disconnect', () => process.exit());

/** Opens viewers, `atOnce` at a time, until all have received a state or are lost. */
function open({ port, path, count, atOnce }) {
  let left = count;
  let settled = 0;
  const started = now();
  const next = () => {
    if (left-- <= 0) return;
    view(port, path, (isThere) => {
      if (!isThere) lost++;
      if (++settled === count) process.send({ type: 'open', lost, ms: (now() - started) / 1000 });
      next();
    });
  };
  for (let n = 0; n < Math.min(atOnce, count); n++) next();
}

/** Opens one viewer; `settle` is called once, with whether it has received a state. */
function view(port, path, settle) {
  let rest;
  let isUpgraded = false;
  let seen = -1;
  const once = (isThere) => {
    settle?.(isThere);
    settle = undefined;
  };
  const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  const onread = { buffer, callback: (length) => take(buffer.subarray(0, length)) };
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread }, () =>
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    ),
  );
  socket.on('error', () => {});
  socket.on('close', () => once(false));
  viewers.push(socket);

  function take(chunk) {
    const at = now();
    let bytes = rest ? Buffer.concat([rest, chunk]) : chunk;
    rest = undefined;
    if (!isUpgraded) {
      const end = bytes.indexOf('\r\n\r\n');
      if (end >= 0 && !bytes.toString('latin1', 0, 12).endsWith(' 101')) socket.destroy();
      isUpgraded = end >= 0;
      if (isUpgraded) bytes = bytes.subarray(end + 4);
    }
    while (isUpgraded && bytes.length >= 2) {
      const isLong = bytes[1] === 126;
      const head = isLong ? 4 : 2;
      if (bytes.length < head) break;
      const end = head + (isLong ? bytes.readUInt16BE(2) : bytes[1]);
      if (bytes.length < end) break;
      if (bytes[0] === 0x89) socket.write(EMPTY_PONG);
      else if (bytes[0] === 0x81) hear(bytes.subarray(head, end), at);
      bytes = bytes.subarray(end);
    }
    // The socket's buffer is overwritten by the next packet.
    if (bytes.length > 0) rest = Buffer.from(bytes);
    return true;
  }

  function hear(text, at) {
    const found = text.indexOf(SEQ);
    if (found < 0) return;
    const seq = Number.parseInt(text.toString('latin1', found + SEQ.length), 10);
    if (seq >= awaited && seen < awaited) {
      times.push(at);
      if (times.length === viewers.length) report();
    }
    seen = seq;
    once(true);
  }
}

/** Reports when each viewer received the awaited step; viewers that did not are missing. */
function report() {
  if (awaited === Number.POSITIVE_INFINITY) return;
  process.send({ type: 'heard', times: Float64Array.from(times) });
  awaited = Number.POSITIVE_INFINITY;
}

/** Returns microseconds by a clock that all processes of the machine share. */
function now() {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e6 + nanoseconds / 1e3;
}
