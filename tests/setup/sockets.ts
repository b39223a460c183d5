/** Raw HTTP over a socket, for what no client library would send. */
import { connect, type Socket } from 'node:net';

/** Sends bytes and answers all that comes back until the server closes; the request should say `Connection: close`. */
export function exchange(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    socket.setEncoding('latin1');
    socket.on('data', (data) => {
      answer += data;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

/** GET with this target, exactly as written. */
export async function getRaw(port: number, target: string): Promise<{ status: number; text: string }> {
  const text = await exchange(port, `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]), text };
}

/** A connection that has got the first bytes of its answer and is left open. */
export function openRequest(port: number, target: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    });
    socket.on('error', reject);
    socket.once('data', () => {
      socket.pause();
      socket.off('error', reject);
      socket.on('error', () => {});
      resolve(socket);
    });
  });
}
