/** What runs in the data folder's thread: writes logs, one order after the other. It becomes text, so it uses nothing but what it is given. */
import type * as NodeFs from 'node:fs';
import type * as NodePath from 'node:path';
import type { MessagePort } from 'node:worker_threads';

/** What the thread is asked to do. Files are named by their absolute path. */
export type Order =
  /** Reads a log, makes it where it is not, and holds it open. `names` are its names, newest first: the first that is there counts. */
  | { readonly type: 'open'; readonly folder: string; readonly names: readonly string[] }
  /** Reads a log of which nothing can be written, and makes and holds nothing; one that is not there is empty. */
  | { readonly type: 'read'; readonly folder: string; readonly names: readonly string[] }
  /** Appends to an open log, which is cut off at `from` bytes before, where that is given. */
  | { readonly type: 'append'; readonly file: string; readonly lines: string; readonly from?: number }
  /** Writes a log anew, whatever has become of it; what somebody else put in its place is set aside. */
  | { readonly type: 'remake'; readonly file: string; readonly lines: string };

/** What became of an order. */
export type Outcome =
  | { readonly type: 'opened'; readonly file: string; readonly bytes: Uint8Array }
  | { readonly type: 'kept' }
  /** The log is not open, or was deleted, cut off or replaced by somebody else: nothing was appended. */
  | { readonly type: 'lost' }
  | { readonly type: 'failed'; readonly reason: string };

/** An order or its outcome, by the number that they share. */
export interface Numbered<T> {
  readonly number: number;
  readonly what: T;
}

/** What the thread is given. */
export interface ThreadMeans {
  readonly port: MessagePort;
  readonly fs: typeof NodeFs;
  readonly path: typeof NodePath;
  /** Whether each write waits until the disk has it. */
  readonly fsync: boolean;
}

/** Obeys. Synchronous calls share no thread pool with compression, and this thread has nothing else to do. */
export function obey({ port, fs, path, fsync }: ThreadMeans): void {
  interface Log {
    readonly fd: number;
    size: number;
  }
  const logs = new Map<string, Log>();
  const FOR_OWNER = 0o600;

  port.on('message', ({ number, what }: Numbered<Order>) => {
    let outcome: Outcome;
    try {
      outcome = follow(what);
    } catch (error) {
      outcome = { type: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
    port.postMessage({ number, what: outcome } satisfies Numbered<Outcome>);
  });

  function follow(order: Order): Outcome {
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

  function open(folder: string, names: readonly string[]): Outcome {
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

  function read(folder: string, names: readonly string[]): Outcome {
    const found = find(folder, names);
    const file = path.join(folder, found ?? names[0] ?? '');
    return { type: 'opened', file, bytes: found === undefined ? new Uint8Array() : fs.readFileSync(file) };
  }

  /** Exactly as listed: some file systems find `Talk.log` where `talk.log` is. */
  function find(folder: string, names: readonly string[]): string | undefined {
    const there = new Set(fs.readdirSync(folder));
    return names.find((name) => there.has(name));
  }

  /** Whether the file of that name is the one that is open, as long as this thread left it. */
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
      // Half a line would spoil the next one. Where this fails too, the length tells, and the log is made anew.
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

  /** Writes beside and renames, so that there is always a whole log. */
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
      // Not every system renames onto a file that is open.
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

  /** That a file is there is the folder's to keep. Where folders cannot be opened, as on Windows, the system sees to it. */
  function syncFolder(folder: string): void {
    try {
      const fd = fs.openSync(folder, 'r');
      fs.fsyncSync(fd);
      fs.closeSync(fd);
    } catch {}
  }
}
