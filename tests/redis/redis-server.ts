/** Runs a Redis of a test's own, on a port and in a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../setup/port.ts';
import { findOnPath } from '../setup/programs.ts';

/** How Redis writes: with every step, each second, or not at all. */
export type Writing = 'always' | 'everysec' | 'no file';

/** A certificate for `localhost` and its key, in PEM files. */
export const CERTIFICATE = join(import.meta.dirname, '../setup/tls/test-only-cert.pem');
const CERTIFICATE_KEY = join(import.meta.dirname, '../setup/tls/test-only-key.pem');

/** A Redis that can be killed and started again, with what it has written. */
export class RedisServer {
  readonly port: number;
  readonly #folder = mkdtempSync(join(tmpdir(), 'lectern-redis-'));
  readonly #writing: Writing;
  #tlsPort: number | undefined;
  #child: ChildProcess | undefined;

  private constructor(port: number, writing: Writing) {
    this.port = port;
    this.#writing = writing;
  }

  static async start(writing: Writing = 'no file', port?: number): Promise<RedisServer> {
    const server = new RedisServer(port ?? (await freePort()), writing);
    await server.start();
    return server;
  }

  /** Starts one that speaks TLS, too, at a port that it returns. */
  static async startWithTls(): Promise<{ readonly server: RedisServer; readonly tlsPort: number }> {
    const server = new RedisServer(await freePort(), 'no file');
    const tlsPort = await freePort();
    server.#tlsPort = tlsPort;
    await server.start();
    return { server, tlsPort };
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it, again too, and waits until it answers. */
  async start(): Promise<void> {
    const path = findOnPath(['redis-server']);
    if (!path) throw new Error('No redis-server found. `npm test` installs it or says how.');
    const file = this.#writing === 'no file' ? ['no'] : ['yes', '--appendfsync', this.#writing];
    const args = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--dir', this.#folder, '--save', ''];
    if (this.#tlsPort !== undefined) {
      args.push('--tls-port', `${this.#tlsPort}`, '--tls-auth-clients', 'no');
      args.push('--tls-cert-file', CERTIFICATE, '--tls-key-file', CERTIFICATE_KEY);
    }
    this.#child = spawn(path, [...args, '--appendonly', ...file], { stdio: 'ignore' });
    while ((await this.ask('PING').catch(() => '')) !== '+PONG\r\n') await setTimeout(20);
  }

  /** Sends one command, and returns the answer as it came. */
  ask(command: string): Promise<string> {
    return new Promise((resolve, reject) => {
      let answer = '';
      const socket = connect(this.port, '127.0.0.1', () => socket.end(`${command}\r\nQUIT\r\n`));
      socket.setEncoding('utf8').on('data', (text) => {
        answer += text;
      });
      socket.on('close', () => resolve(answer.replace(/\+OK\r\n$/, '')));
      socket.on('error', reject);
    });
  }

  /** Stops it as it is (SIGSTOP), or lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child?.kill(signal);
  }

  /** Ends it at once. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  /** Ends it, with its files. */
  async close(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
