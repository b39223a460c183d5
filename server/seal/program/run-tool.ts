/** Runs a tool; its output is only shown where it fails. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SealError } from '../seal-error.ts';

/** Runs a tool, without a shell, in a folder or the working directory. @throws {SealError} with its reason */
export async function runTool(program: string, words: readonly string[], folder?: string): Promise<void> {
  try {
    await promisify(execFile)(program, words, { cwd: folder });
  } catch (error) {
    throw new SealError(`${program} ${words[0] ?? ''} failed: ${reasonIn(error)}`);
  }
}

/** Returns the line with the reason from a stack trace or warning; else the last line, or the system's message. */
function reasonIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const lines = 'stderr' in error ? String(error.stderr).trim().split('\n') : [];
  return lines.find((line) => /^\w*Error\b/.test(line)) || lines.at(-1) || error.message;
}
