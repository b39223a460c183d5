/** Finds file names that differ only in case. Imports no parser. */
import type { Finding } from '../../deck/model/diagnostic.ts';

/** Returns the pairs of paths that case-insensitive systems treat as one. */
export function caseCollisions(paths: Iterable<string>): (readonly [first: string, second: string])[] {
  const seen = new Map<string, string>();
  const found: (readonly [string, string])[] = [];
  for (const path of paths) {
    const other = seen.get(path.toLowerCase());
    if (other !== undefined) found.push([other, path]);
    seen.set(path.toLowerCase(), path);
  }
  return found;
}

/** Returns the finding for a pair. */
export function collisionFinding(first: string, second: string): Finding {
  return {
    rule: 'letter-case',
    reason: `\`${first}\` and \`${second}\` differ only in capital and small letters`,
    hint: 'Rename one: macOS and Windows keep only one of them.',
  };
}
