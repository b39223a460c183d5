/** Opens a source in the author's editor: the one that is named, else one that runs, else `VISUAL` or `EDITOR`. */

import launchEditor from 'launch-editor';
import type { SourcePlace } from '../compile/model/compiled.ts';

/** Opens a file at a line. `failed` is told why it could not, and what to do. */
export function openInEditor(
  { file, line }: SourcePlace,
  editor: string | undefined,
  failed: (reason: string) => void,
): void {
  launchEditor(`${file}:${line}:1`, editor, (_, reason) =>
    failed(
      `${file}:${line} can't be opened in an editor${reason ? `: ${reason}` : ''}. Name one: --editor code, or LECTERN_EDITOR.`,
    ),
  );
}
