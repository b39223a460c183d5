/** Explains an error to the operator in a sentence, without a stack trace. */
import { accessSync, constants, statSync } from 'node:fs';
import { StartError } from './start-error.ts';
import { UsageError } from './usage-error.ts';

/** The system's error codes for files, in words. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'is not there. Check the path',
  EACCES: 'may not be read by this user. Change its permissions',
  EPERM: 'may not be read by this user. Change its permissions',
  EISDIR: 'is a folder where a file is needed. Name a file',
  EEXIST: 'is a file where a folder is needed. Move it away, or name another folder',
  ENOTDIR: 'lies below something that is not a folder. Check the path',
  EMFILE: 'cannot be opened: too many files are open. Raise the limit with `ulimit -n 4096`',
  ENOSPC: 'cannot be written: the disk is full. Make room on it',
  EROFS: 'cannot be written: the disk is read-only. Set XDG_CACHE_HOME to a folder that is not',
};

/** The same for a file that was to be written. */
const writeReasons: Readonly<Record<string, string>> = {
  EACCES: 'may not be written by this user. Change its permissions, or name another place',
  EPERM: 'may not be written by this user. Change its permissions, or name another place',
  EROFS: 'cannot be written: the disk is read-only. Name another place',
  ENOTDIR: 'lies below something that is not a folder. Name another place',
};

/** The name under which an output is written before it takes its place, with the name that it gets. */
const DRAFT = /(?<![^\\/])\.?([^\\/]+)\.[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.unfinished/;

/** System calls that only write. */
const WRITES: ReadonlySet<string> = new Set(['mkdir', 'mkdtemp', 'rename', 'unlink', 'rmdir', 'rm', 'write']);

/** Returns the error as a sentence with its remedy. `debug` adds the stack of a fault in Lectern's code. */
export function explain(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UsageError || error instanceof StartError) return error.message;
  const { code, path, syscall } = fileOf(error);
  if (code !== undefined && path !== undefined) {
    const written = isWrite(path, syscall) ? writeReasons[code] : undefined;
    const reason = written ?? reasons[code];
    if (reason) return `${path.replace(DRAFT, '$1')} ${reason}.`;
  }
  // Errors of writing name no file.
  if (code === 'ENOSPC') return 'The disk is full. Make room on it, and try again.';
  if (code === 'ERR_MODULE_NOT_FOUND')
    return `${error.message}. Run \`npm ci\` in a clone, or install Lectern again.`;
  if (debug && error.stack) return error.stack;
  // Errors that other rooms throw on purpose are sentences already; these types are faults in the code.
  const fault = error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
  return fault ? `${error.message} (a fault in Lectern itself; LECTERN_DEBUG=1 shows where)` : error.message;
}

/**
 * Returns whether a failed call was to write, since opening a file to write is also `open`. A readable file was
 * not to be written.
 */
function isWrite(path: string, syscall: string | undefined): boolean {
  if (syscall !== 'open') return syscall !== undefined && WRITES.has(syscall);
  try {
    if (statSync(path, { throwIfNoEntry: false }) === undefined) return true;
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

interface FileError {
  readonly code?: string;
  readonly path?: string;
  readonly syscall?: string;
}

function fileOf(error: Error): FileError {
  const { code, path, syscall } = { code: undefined, path: undefined, syscall: undefined, ...error };
  return {
    ...(typeof code === 'string' && { code }),
    ...(typeof path === 'string' && { path }),
    ...(typeof syscall === 'string' && { syscall }),
  };
}
