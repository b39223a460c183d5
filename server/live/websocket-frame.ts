/** WebSocket frames that the server sends, as bytes: made once, then written to every socket. */

/** Lengths from here on do not fit into the second byte of the header (RFC 6455, 5.2). */
const LONG = 126;

/** Returns the final frame of a text message, unmasked, as servers send it. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const header = length < LONG ? 2 : 4;
  if (length > 0xff_ff) throw new RangeError('A message to a room is longer than 65,535 bytes.');
  const frame = Buffer.allocUnsafe(header + length);
  frame[0] = 0x81;
  if (header === 2) frame[1] = length;
  else {
    frame[1] = LONG;
    frame.writeUInt16BE(length, 2);
  }
  frame.write(text, header);
  return frame;
}

/** A ping without contents. */
export const PING: Buffer = Buffer.from([0x89, 0x00]);
