/** Opens a source in the author's editor: the one that was given, else a running one, else `VISUAL` or `EDITOR`. */

import launchEditor from 'launch-editor';
import type { SourcePlace } from '../compile/model/compiled.ts';

/** Opens a file at a line. `failed` is called with the reason and the remedy. */
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
