/** Runs a tool to its end; what it says is only told where it fails. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SealError } from '../error.ts';

/** Runs it, without a shell, in a folder or in that of the process. @throws {SealError} with what it said last */
export async function runTool(program: string, words: readonly string[], folder?: string): Promise<void> {
  try {
    await promisify(execFile)(program, words, { cwd: folder });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    const last = said.split('\n').at(-1) || (error instanceof Error ? error.message : String(error));
    throw new SealError(`${program} ${words[0] ?? ''} failed: ${last}`);
  }
}
