/** Says an error in a sentence for the operator, without a stack trace. */
import { StartError } from './start-error.ts';
import { UsageError } from './usage-error.ts';

/** What the system's error codes mean for a file. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'is not there. Check the path',
  EACCES: 'may not be read by this user. Change its permissions',
  EPERM: 'may not be read by this user. Change its permissions',
  EISDIR: 'is a folder where a file is needed. Name a file',
  ENOTDIR: 'lies below something that is not a folder. Check the path',
  EMFILE: 'cannot be opened: too many files are open. Raise the limit with `ulimit -n 4096`',
  ENOSPC: 'cannot be written: the disk is full. Make room on it',
  EROFS: 'cannot be written: the disk is read-only. Set XDG_CACHE_HOME to a folder that is not',
};

/** The error as a sentence, its remedy included. `debug` adds where in the code a fault of ours arose. */
export function explain(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UsageError || error instanceof StartError) return error.message;
  const { code, path } = fileOf(error);
  const reason = code === undefined ? undefined : reasons[code];
  if (reason && path) return `${path} ${reason}.`;
  if (debug && error.stack) return error.stack;
  // What other rooms throw on purpose are sentences already; a fault in the code is one of these.
  const fault = error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
  return fault ? `${error.message} (a fault in Lectern itself; LECTERN_DEBUG=1 shows where)` : error.message;
}

function fileOf(error: Error): { code?: string; path?: string } {
  const { code, path } = { code: undefined, path: undefined, ...error };
  return {
    ...(typeof code === 'string' && { code }),
    ...(typeof path === 'string' && { path }),
  };
}
