/** Identifies the process that has locked a data folder, so that another can find out whether it still runs. */
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

/** Access to process ids. */
export interface Processes {
  /** This process's id. */
  readonly pid: number;
  /** Returns whether a process with this id runs, whoever owns it. */
  isRunning(pid: number): boolean;
}

/** Identifies a process uniquely. */
export interface LockHolder {
  readonly pid: number;
  /** The machine's host name, for people; in a container, the container's. */
  readonly host: string;
  /** The scope of process ids: a boot of a machine, and on Linux a PID namespace in it. */
  readonly space: string;
  /** Start time within the scope, since ids are reused. Empty where the system does not tell. */
  readonly started: string;
}

/** Index of the start time in `/proc/PID/stat` (proc_pid_stat(5), field 22), after the `)` of the name. */
const START_FIELD = 22 - 3;

/** Describes this process. */
export async function describeSelf({ pid }: Processes): Promise<LockHolder> {
  const [boot, space, started] = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''),
    readlink('/proc/self/ns/pid').catch(() => ''),
    startOf(pid),
  ]);
  const host = hostname();
  // Other systems have no such scope; the host name has to do.
  return { pid, host, space: boot && space ? `${boot.trim()} ${space}` : host, started };
}

/** Returns whether a process still runs, as far as `self` can tell. */
export async function checkRunning(
  holder: LockHolder,
  self: LockHolder,
  processes: Processes,
): Promise<'runs' | 'ended' | 'unknown'> {
  // In another container or on another machine, the same id is another process.
  if (holder.space !== self.space) return 'unknown';
  if (!processes.isRunning(holder.pid)) return 'ended';
  const started = await startOf(holder.pid);
  if (started === '' || holder.started === '') return 'unknown';
  return started === holder.started ? 'runs' : 'ended';
}

/** Decodes the content of a lock file. */
export function decodeHolder(text: string): LockHolder | undefined {
  try {
    const { pid, host, space, started }: Record<string, unknown> = JSON.parse(text);
    const isWhole =
      typeof pid === 'number' &&
      typeof host === 'string' &&
      typeof space === 'string' &&
      typeof started === 'string';
    return isWhole ? { pid, host, space, started } : undefined;
  } catch {
    return undefined;
  }
}

/** Returns whether both are the same process. */
export function isSameProcess(one: LockHolder, other: LockHolder): boolean {
  return one.pid === other.pid && one.space === other.space && one.started === other.started;
}

async function startOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[START_FIELD] ?? '';
}
