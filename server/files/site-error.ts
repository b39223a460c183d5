/** A mistake in what is served, as one sentence for the operator. */
export class SiteError extends Error {
  override readonly name = 'SiteError';
}

/** Returns the system's code of an error, such as `EACCES`. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** Returns whether the system refused something: permission, a full or failing disk, a limit. */
export function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}
