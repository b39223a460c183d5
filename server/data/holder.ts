/** Which process has a data folder, told so that another can find out whether it still runs. */
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

/** What a process may know of processes. */
export interface Processes {
  /** This process's number. */
  readonly pid: number;
  /** Whether a process of that number runs, whoever owns it. */
  isRunning(pid: number): boolean;
}

/** A process, so that no other is taken for it. */
export interface Holder {
  readonly pid: number;
  /** The machine's name, for people. In a container, the container's. */
  readonly host: string;
  /** Within it, numbers of processes mean the same: a boot of a machine, and on Linux a container in it. */
  readonly space: string;
  /** When it started, by the clock of its space: numbers are given again. Empty where the system does not tell. */
  readonly started: string;
}

/** Where the time of its start stands in what Linux says of a process (proc_pid_stat(5), field 22), after its name's `)`. */
const START_FIELD = 22 - 3;

/** What this process tells of itself. */
export async function describeSelf({ pid }: Processes): Promise<Holder> {
  const [boot, space, started] = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''),
    readlink('/proc/self/ns/pid').catch(() => ''),
    startOf(pid),
  ]);
  const host = hostname();
  // Elsewhere a machine's name has to do.
  return { pid, host, space: boot && space ? `${boot.trim()} ${space}` : host, started };
}

/** Whether a process still runs, as far as `self` can tell. */
export async function judge(
  holder: Holder,
  self: Holder,
  processes: Processes,
): Promise<'runs' | 'ended' | 'unknown'> {
  // In another container or on another machine, the same number is another process.
  if (holder.space !== self.space) return 'unknown';
  if (!processes.isRunning(holder.pid)) return 'ended';
  const started = await startOf(holder.pid);
  if (started === '' || holder.started === '') return 'unknown';
  return started === holder.started ? 'runs' : 'ended';
}

/** Decodes what a process told of itself. */
export function decodeHolder(text: string): Holder | undefined {
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

/** Whether both are the same process. */
export function isSame(one: Holder, other: Holder): boolean {
  return one.pid === other.pid && one.space === other.space && one.started === other.started;
}

async function startOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[START_FIELD] ?? '';
}
