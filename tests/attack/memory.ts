/** How much memory a process of another program has. */
import { existsSync, readFileSync } from 'node:fs';
import { NotPossible } from './context.ts';

/** Resident bytes; 0 for a process that is gone. @throws {NotPossible} where the system has no /proc */
export function memoryOf(pid: number): number {
  if (!existsSync('/proc/self/status'))
    throw new NotPossible('It needs /proc, as Linux has it, to see the memory of the server.');
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
