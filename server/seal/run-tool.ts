/** Runs a tool; its output is only shown where it fails. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SealError } from './seal-error.ts';

/** Where a tool runs. */
export interface ToolPlace {
  /** The working directory; this process's, if absent. */
  readonly folder?: string;
  /** All environment variables; this process's, if absent. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Runs a tool, without a shell, and returns what it prints. @throws {SealError} with its reason */
export async function runTool(
  program: string,
  words: readonly string[],
  { folder, env }: ToolPlace = {},
): Promise<string> {
  try {
    return (await promisify(execFile)(program, words, { cwd: folder, env })).stdout;
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
