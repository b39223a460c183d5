/**
 * The code of the log writer's thread: handles requests one after the other. It is converted to text, so it
 * uses only its parameters.
 */
import type * as NodeFs from 'node:fs';
import type * as NodePath from 'node:path';
import type { MessagePort } from 'node:worker_threads';

/** A request to the thread. Files are absolute paths. */
export type LogRequest =
  /**
   * Reads a log, creates it if it is missing, and keeps it open. `names` are its possible names, newest first:
   * the first that exists is used.
   */
  | { readonly type: 'open'; readonly folder: string; readonly names: readonly string[] }
  /** Reads a log without creating or opening it for writing; a missing one is empty. */
  | { readonly type: 'read'; readonly folder: string; readonly names: readonly string[] }
  /** Appends to an open log, after truncating it to `from` bytes, if given. */
  | { readonly type: 'append'; readonly file: string; readonly lines: string; readonly from?: number }
  /** Rewrites a log, whatever happened to it; a foreign file in its place is set aside. */
  | { readonly type: 'remake'; readonly file: string; readonly lines: string };

/** The response to a request. */
export type LogResponse =
  | { readonly type: 'opened'; readonly file: string; readonly bytes: Uint8Array }
  | { readonly type: 'kept' }
  /** The log is not open, or was deleted, truncated or replaced by something else: nothing was appended. */
  | { readonly type: 'lost' }
  | { readonly type: 'failed'; readonly reason: string };

/** A request or its response, with the id that they share. */
export interface WithId<T> {
  readonly number: number;
  readonly what: T;
}

/** What the thread gets. */
export interface ThreadContext {
  readonly port: MessagePort;
  readonly fs: typeof NodeFs;
  readonly path: typeof NodePath;
  /** Whether each write waits for the disk. */
  readonly fsync: boolean;
}

/**
 * Handles requests. Synchronous calls need no thread pool, which compression uses, and this thread has nothing
 * else to do.
 */
export function runLogWriter({ port, fs, path, fsync }: ThreadContext): void {
  interface Log {
    readonly fd: number;
    size: number;
  }
  const logs = new Map<string, Log>();
  const FOR_OWNER = 0o600;

  port.on('message', ({ number, what }: WithId<LogRequest>) => {
    let outcome: LogResponse;
    try {
      outcome = handle(what);
    } catch (error) {
      outcome = { type: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
    port.postMessage({ number, what: outcome } satisfies WithId<LogResponse>);
  });

  function handle(order: LogRequest): LogResponse {
    if (order.type === 'open') return open(order.folder, order.names);
    if (order.type === 'read') return read(order.folder, order.names);
    if (order.type === 'remake') {
      remake(order.file, order.lines);
      return { type: 'kept' };
    }
    const log = logs.get(order.file);
    if (!log || !isOurs(order.file, log)) return { type: 'lost' };
    if (order.from !== undefined && order.from < log.size) {
      fs.ftruncateSync(log.fd, order.from);
      log.size = order.from;
    }
    append(log, order.lines);
    return { type: 'kept' };
  }

  function open(folder: string, names: readonly string[]): LogResponse {
    makeFolder(folder);
    const file = path.join(folder, find(folder, names) ?? names[0] ?? '');
    const fd = fs.openSync(file, 'a+', FOR_OWNER);
    try {
      const bytes = fs.readFileSync(fd);
      logs.set(file, { fd, size: bytes.length });
      if (fsync) syncFolder(folder);
      return { type: 'opened', file, bytes };
    } catch (error) {
      fs.closeSync(fd);
      throw error;
    }
  }

  function read(folder: string, names: readonly string[]): LogResponse {
    const found = find(folder, names);
    const file = path.join(folder, found ?? names[0] ?? '');
    return { type: 'opened', file, bytes: found === undefined ? new Uint8Array() : fs.readFileSync(file) };
  }

  /** Finds the exact name: some file systems find `Talk.log` where `talk.log` is. */
  function find(folder: string, names: readonly string[]): string | undefined {
    const there = new Set(fs.readdirSync(folder));
    return names.find((name) => there.has(name));
  }

  /** Returns whether the file of that name is the open one, as this thread left it. */
  function isOurs(file: string, { fd, size }: Log): boolean {
    const [named, opened] = [
      fs.statSync(file, { bigint: true, throwIfNoEntry: false }),
      fs.fstatSync(fd, { bigint: true }),
    ];
    return named?.ino === opened.ino && named.dev === opened.dev && Number(opened.size) === size;
  }

  function append(log: Log, lines: string): void {
    const bytes = Buffer.from(lines);
    if (bytes.length === 0) return;
    try {
      write(log.fd, bytes);
    } catch (error) {
      // Half a line would spoil the next one. If truncating fails too, the length shows it, and the log is
      // rewritten.
      try {
        fs.ftruncateSync(log.fd, log.size);
      } catch {}
      throw error;
    }
    log.size += bytes.length;
  }

  function write(fd: number, bytes: Uint8Array): void {
    for (let written = 0; written < bytes.length; ) written += fs.writeSync(fd, bytes, written);
    if (fsync) fs.fdatasyncSync(fd);
  }

  /** Writes to a temporary file and renames it, so that there is always a whole log. */
  function remake(file: string, lines: string): void {
    const folder = path.dirname(file);
    makeFolder(folder);
    const draft = `${file}.draft`;
    const bytes = Buffer.from(lines);
    fs.rmSync(draft, { force: true });
    const fd = fs.openSync(draft, 'ax+', FOR_OWNER);
    try {
      write(fd, bytes);
      if (fs.existsSync(file)) fs.copyFileSync(file, `${file}.replaced`);
      // Not every system can rename onto an open file.
      const former = logs.get(file);
      logs.delete(file);
      if (former) fs.closeSync(former.fd);
      fs.renameSync(draft, file);
      if (fsync) syncFolder(folder);
    } catch (error) {
      fs.closeSync(fd);
      fs.rmSync(draft, { force: true });
      throw error;
    }
    logs.set(file, { fd, size: bytes.length });
  }

  function makeFolder(folder: string): void {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /**
   * Syncs the folder, so that a new file survives a crash. Where folders cannot be opened, as on Windows, the
   * system does so.
   */
  function syncFolder(folder: string): void {
    try {
      const fd = fs.openSync(folder, 'r');
      fs.fsyncSync(fd);
      fs.closeSync(fd);
    } catch {}
  }
}
