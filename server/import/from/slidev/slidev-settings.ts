/** Settings of Slidev's slides that a theme's layout shows, and that no layout here does. */
import type { Remarks } from '../../model.ts';
import { asTexts } from '../values.ts';

/** Those of Slidev itself. */
const KNOWN =
  /^(?:background(?:Size)?|image|url|title|titleTemplate|author|date|info|seoMeta|favicon|exportFilename|remoteAssets|plantUmlServer|monacoTypesSource|\w*size)$/;

/** Names of what is shown; others are looks. */
const SHOWN =
  /url|image|picture|photo|logo|author|caption|source|date|website|email|quote|footnote|credit|speaker|presenter|twitter|github|subtitle|entries/i;

/** Tells the words and pictures of a slide that stand in its settings alone. */
export function tellShown(settings: Readonly<Record<string, unknown>>, at: number, remarks: Remarks): void {
  for (const [name, value] of Object.entries(settings)) {
    if (KNOWN.test(name) || !SHOWN.test(name)) continue;
    const isWritten = asTexts(value).length > 0 || (Array.isArray(value) && value.length > 0);
    if (isWritten && typeof value !== 'boolean' && typeof value !== 'number')
      remarks.lost(
        at,
        `${name}:`,
        'a layout of the theme shows it, which is not here; write it on the slide.',
      );
  }
}
