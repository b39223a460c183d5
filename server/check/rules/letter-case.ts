/** Files whose names differ only in capitals: one of them is lost where systems do not tell these apart. */
import type { Diagnostic } from '../../deck/error.ts';
import type { CheckedDeck } from '../model.ts';

export function* letterCase({ file, folder }: CheckedDeck): Iterable<Diagnostic> {
  const seen = new Map<string, string>();
  for (const path of folder.paths) {
    const other = seen.get(path.toLowerCase());
    if (other !== undefined) {
      const reason = `\`${other}\` and \`${path}\` differ only in capital and small letters`;
      const hint = 'Rename one: macOS and Windows keep only one of them.';
      yield { file, line: 1, column: 1, rule: 'letter-case', reason, hint };
    }
    seen.set(path.toLowerCase(), path);
  }
}
