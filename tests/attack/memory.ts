/** Measures the memory of another process. */
import { existsSync, readFileSync } from 'node:fs';
import { NotPossible } from './context.ts';

/**
 * Returns the bytes of resident memory; 0 for a process that has ended.
 * @throws {NotPossible} where the operating system has no /proc
 */
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
