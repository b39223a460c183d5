/** A mistake in what is served, told to whoever runs the server in one sentence. */
export class SiteError extends Error {
  override readonly name = 'SiteError';
}

/** The system's word for a failure, such as `EACCES`. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** Whether the system refused something: a file's permission, a disk that is full or fails, a limit. */
export function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}
