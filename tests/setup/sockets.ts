/** Sends raw HTTP over a socket, for requests that no client library makes. */
import { connect, type Socket } from 'node:net';

/** Sends bytes, and returns everything until the server closes; the request should say `Connection: close`. */
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

/** Sends GET with this target, exactly as written. */
export async function getRaw(port: number, target: string): Promise<{ status: number; text: string }> {
  const text = await exchange(port, `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]), text };
}

/** Opens a connection that has got the first bytes of its response, and stays open. */
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
