/** The machine that an image has booted, with this server as its program; its init says so in the environment. */
import { readdirSync, readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import type { Environment } from './arguments.ts';
import type { BootedMachine } from './host.ts';

/** What is shown of the machine's name: a hypervisor writes parts of it, and fonts have these characters. */
const OTHER_CHARACTERS = /[^\w.,:;()/+-]+/g;

/** Characters of the name that are shown. */
const LONGEST_NAME = 80;

/** Returns the booted machine; undefined where this server is a program of another machine. */
export function bootedMachine(env: Environment): BootedMachine | undefined {
  const on = env.LECTERN_BOOTED_ON?.replace(OTHER_CHARACTERS, ' ').trim().slice(0, LONGEST_NAME);
  if (!on) return undefined;
  const bytes = /^\d{1,15}$/.exec(env.LECTERN_IMAGE_BYTES?.trim() ?? '');
  // Seconds after the kernel's start; absent for the first server.
  const again = /^\d{1,12}\.\d{1,3}$/.exec(env.LECTERN_STARTED_AGAIN ?? '');
  return {
    on,
    imageBytes: bytes ? Number(bytes[0]) : undefined,
    secondsSinceStart: () => uptime() - Number(again?.[0] ?? 0),
    countProcesses: () => countProcesses('/proc'),
  };
}

/**
 * Counts the processes in Linux's /proc, without threads of the kernel and what has ended, whose command lines are
 * empty (proc(5)); undefined where it cannot be read.
 */
export function countProcesses(proc: string): number | undefined {
  const commandOf = (pid: string) => {
    try {
      return readFileSync(`${proc}/${pid}/cmdline`, 'utf8');
    } catch {
      // It has ended meanwhile.
      return '';
    }
  };
  try {
    return readdirSync(proc).filter((name) => /^\d+$/.test(name) && commandOf(name) !== '').length;
  } catch {
    return undefined;
  }
}
