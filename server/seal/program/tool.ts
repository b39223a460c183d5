/** Runs a tool to its end; what it says is told only where it fails. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SealError } from '../error.ts';

/** Runs it, without a shell, in a folder or in that of the process. @throws {SealError} with what it said of the reason */
export async function runTool(program: string, words: readonly string[], folder?: string): Promise<void> {
  try {
    await promisify(execFile)(program, words, { cwd: folder });
  } catch (error) {
    throw new SealError(`${program} ${words[0] ?? ''} failed: ${reasonIn(error)}`);
  }
}

/** The line that says what went wrong, among those of a stack trace or a warning; else the last one, or what the system says. */
function reasonIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const lines = 'stderr' in error ? String(error.stderr).trim().split('\n') : [];
  return lines.find((line) => /^\w*Error\b/.test(line)) || lines.at(-1) || error.message;
}
